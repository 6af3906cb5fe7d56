/// The commands of the `quoll` program. Each returns the exit status: 0, or 1 when what it checks
/// does not hold. What goes wrong otherwise is thrown (std::exception), and main prints it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interrupt.h"
#include "output.h"

namespace quoll::tool {

struct DemoOptions {
  std::string middleware = "loopback";
  std::string transport = "demo";
  std::string data;         ///< CSV file; empty: the bars in the program
  std::uint64_t count = 0;  ///< messages; 0: 20 times over the data
  double rate = 20'000;     ///< messages per second; 0: as fast as possible
  unsigned subscribers = 4;
  unsigned queues = 2;
  unsigned timers = 100;
};
int run_demo(const DemoOptions& options, Output& output, Interrupt& interrupt);

struct PublishOptions {
  std::string middleware = "loopback";
  std::string transport = "default";
  std::string topic;
  std::vector<std::string> fields;  ///< NAME[:FID]=VALUE
  std::uint64_t count = 0;          ///< 0: until interrupted
  double rate = 1;
  bool echo = false;    ///< also subscribe, in this process
  bool events = false;  ///< print those of the publisher, its transport and topics
};
int run_publish(const PublishOptions& options, Output& output, Interrupt& interrupt);

struct ListenOptions {
  std::string middleware = "loopback";
  std::string transport = "default";
  std::vector<std::string> topics;
  std::uint64_t count = 0;  ///< 0: until interrupted
  bool events = false;      ///< print those of the transport and its topics
};
int run_listen(const ListenOptions& options, Output& output, Interrupt& interrupt);

struct InjectOptions {
  std::string transport = "inject";
  std::vector<std::string> settings;  ///< KEY=VALUE, as quollLoopback_set takes them
  std::uint64_t count = 1000;
  double rate = 1000;               ///< messages per second; 0: as fast as possible
  std::uint64_t disconnect_at = 0;  ///< before this message; 0: never
  std::uint64_t reconnect_at = 0;
};
int run_inject(const InjectOptions& options, Output& output, Interrupt& interrupt);

struct BridgesOptions {
  std::vector<std::string> names;  ///< empty: everything that is found
  std::string path;                ///< folder of the bridges; empty: the loader's search
  std::string check;               ///< a library to check instead
  std::vector<std::string> only;   ///< checks to run; empty: all
};
int run_bridges(const BridgesOptions& options, Output& output);

}  // namespace quoll::tool
