/// MAMA, opened with one middleware and closed at the end of the scope.
#pragma once

#include <mama/mama.h>

#include <stdexcept>
#include <string>

namespace quoll::tool {

/// A failed MAMA call; what() names the call and the status.
class MamaError : public std::runtime_error {
 public:
  MamaError(const std::string& call, mama_status status);
  mama_status status() const { return status_; }

 private:
  mama_status status_;
};

/// Throws MamaError unless `status` is OK.
void require(mama_status status, const std::string& call);

/// Loads a middleware bridge, opens MAMA, makes one transport, and starts the bridge in the
/// background. The destructor undoes that in reverse; whoever made queues, publishers or
/// subscriptions destroys them before.
class Session {
 public:
  Session(const std::string& middleware, const std::string& transport);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  mamaBridge bridge() const { return bridge_; }
  mamaTransport transport() const { return transport_; }

 private:
  mamaBridge bridge_ = nullptr;
  mamaTransport transport_ = nullptr;
};

}  // namespace quoll::tool
