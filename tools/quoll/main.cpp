/// quoll: the demo, a publisher, a listener and the doctor for bridges.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <map>

#include "commands.h"

namespace quoll::tool {
namespace {

constexpr int kFailed = 2;

struct Options {
  Format format = Format::kAuto;
  bool json = false;
  DemoOptions demo;
  PublishOptions publish;
  ListenOptions listen;
  InjectOptions inject;
  BridgesOptions bridges;
};

void add_middleware(CLI::App& command, std::string& middleware, std::string& transport) {
  command.add_option("-m,--middleware", middleware, "Name of the middleware bridge")
      ->capture_default_str();
  command.add_option("--transport", transport, "Name of the transport, as in mama.properties")
      ->capture_default_str();
}

void add_demo(CLI::App& app, DemoOptions& options) {
  CLI::App& command = *app.add_subcommand(
      "demo", "Replays S&P 500 bars to several subscribers and checks that every message arrives");
  add_middleware(command, options.middleware, options.transport);
  command
      .add_option("-n,--count", options.count, "Messages to publish (0: 20 times over the data)")
      ->capture_default_str();
  command.add_option("-r,--rate", options.rate, "Messages per second (0: as fast as possible)")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      .add_option("--subscribers", options.subscribers, "Subscribers; the last one uses a wildcard")
      ->check(CLI::Range(1u, 1000u))
      ->capture_default_str();
  command.add_option("--queues", options.queues, "Queues, each with a thread of its own")
      ->check(CLI::Range(1u, 100u))
      ->capture_default_str();
  command.add_option("--timers", options.timers, "Timers that tick meanwhile")
      ->check(CLI::Range(0u, 1'000'000u))
      ->capture_default_str();
  command.add_option(
      "--data", options.data,
      "CSV file (date,open,high,low,close,adjclose,volume) instead of the built-in bars");
}

void add_publish(CLI::App& app, PublishOptions& options) {
  CLI::App& command = *app.add_subcommand("publish", "Publishes messages on a topic");
  add_middleware(command, options.middleware, options.transport);
  command.add_option("-t,--topic", options.topic, "Topic")->required();
  command.add_option("-f,--field", options.fields, "NAME[:FID]=VALUE, once for each field");
  command.add_option("-n,--count", options.count, "Messages (0: until Ctrl-C)")
      ->capture_default_str();
  command.add_option("-r,--rate", options.rate, "Messages per second (0: as fast as possible)")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command.add_flag("--echo", options.echo,
                   "Subscribe as well, in this process, and print what arrives");
  command.add_flag("--events", options.events,
                   "Print the events of the publisher, of the transport and of topics");
}

void add_listen(CLI::App& app, ListenOptions& options) {
  CLI::App& command = *app.add_subcommand("listen", "Prints the messages of one or more topics");
  add_middleware(command, options.middleware, options.transport);
  command
      .add_option("-t,--topic", options.topics,
                  "Topic, or pattern: * is one token, > the rest; repeatable")
      ->required();
  command.add_option("-n,--count", options.count, "Messages (0: until Ctrl-C)")
      ->capture_default_str();
  command.add_flag("--events", options.events, "Print the events of the transport and of topics");
}

void add_inject(CLI::App& app, InjectOptions& options) {
  CLI::App& command = *app.add_subcommand(
      "inject",
      "Publishes over a loopback that misbehaves as it is told, and prints what that leads to");
  command.add_option(
      "setting", options.settings,
      "KEY=VALUE, e.g. drop=0.1 delay_ms=5 not_entitled=inject.* (all keys: quoll/loopback.h)");
  command.add_option("-n,--count", options.count, "Messages")
      ->check(CLI::Range(1u, 10'000'000u))
      ->capture_default_str();
  command.add_option("-r,--rate", options.rate, "Messages per second (0: as fast as possible)")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command.add_option("--disconnect-at", options.disconnect_at,
                     "Disconnect the transport before this message");
  command.add_option("--reconnect-at", options.reconnect_at,
                     "Connect it again before this message");
  command
      .add_option("--transport", options.transport,
                  "Name of the transport, whose properties count too")
      ->capture_default_str();
}

void add_bridges(CLI::App& app, BridgesOptions& options) {
  CLI::App& command = *app.add_subcommand(
      "bridges", "Lists the bridges that can be loaded, and why the others cannot");
  command.add_option("name", options.names, "Bridges to look at (default: all that are found)");
  command.add_option("--path", options.path,
                     "Folder of the bridges (default: the loader's search)");
  CLI::Option* const check = command.add_option(
      "--check", options.check,
      "Check this library (libmama<name>impl.so): its exports, and whether it keeps the contract");
  command.add_option("--only", options.only, "With --check: run this check; repeatable")
      ->needs(check)
      ->option_text("CHECK");
}

/// Adds the options that every command has.
void add_output(CLI::App& app, Options& options) {
  const std::map<std::string, Format> formats{
      {"auto", Format::kAuto}, {"plain", Format::kPlain}, {"json", Format::kJson}};
  for (CLI::App* command : app.get_subcommands({})) {
    command
        ->add_option("--format", options.format,
                     "auto (plain on a terminal, else json), plain or json")
        ->transform(CLI::CheckedTransformer(formats))
        ->option_text("TEXT");
    command->add_flag("--json", options.json,
                      "The same as --format json: one JSON object per line");
  }
}

int run(const CLI::App& app, const Options& options, Interrupt& interrupt) {
  Output output(options.json ? Format::kJson : options.format);
  if (app.got_subcommand("demo")) return run_demo(options.demo, output, interrupt);
  if (app.got_subcommand("publish")) return run_publish(options.publish, output, interrupt);
  if (app.got_subcommand("listen")) return run_listen(options.listen, output, interrupt);
  if (app.got_subcommand("inject")) return run_inject(options.inject, output, interrupt);
  return run_bridges(options.bridges, output);
}

}  // namespace
}  // namespace quoll::tool

int main(int argc, char** argv) {
  using namespace quoll::tool;
  CLI::App app{"Quoll: an event runtime that speaks the MAMA interface"};
  app.require_subcommand(1);
  app.set_version_flag("--version", QUOLL_VERSION);
  Options options;
  add_demo(app, options.demo);
  add_publish(app, options.publish);
  add_listen(app, options.listen);
  add_inject(app, options.inject);
  add_bridges(app, options.bridges);
  add_output(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? 0 : kFailed;
  }
  try {
    Interrupt interrupt;
    return run(app, options, interrupt);
  } catch (const std::exception& error) {
    fmt::print(stderr, "quoll: {}\n", error.what());
    return kFailed;
  }
}
