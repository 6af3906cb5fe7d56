/// A transport of one test.
#pragma once

#include <gtest/gtest.h>
#include <mama/mama.h>
#include <mama/transport.h>

#include <utility>

namespace quoll::test {

class TestTransport {
 public:
  explicit TestTransport(mamaBridge bridge, const char* name = "test") {
    EXPECT_EQ(mamaTransport_allocate(&transport_), MAMA_STATUS_OK);
    EXPECT_EQ(mamaTransport_create(transport_, name, bridge), MAMA_STATUS_OK);
  }
  ~TestTransport() { destroy(); }
  TestTransport(const TestTransport&) = delete;
  TestTransport& operator=(const TestTransport&) = delete;

  operator mamaTransport() const { return transport_; }
  void destroy() {
    if (transport_ != nullptr) {
      EXPECT_EQ(mamaTransport_destroy(release()), MAMA_STATUS_OK);
    }
  }
  /// The test destroys it itself.
  mamaTransport release() { return std::exchange(transport_, nullptr); }

 private:
  mamaTransport transport_ = nullptr;
};

}  // namespace quoll::test
