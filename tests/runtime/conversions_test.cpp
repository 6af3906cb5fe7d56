// Names of middlewares and errors, and the last error of a thread.
#include <gtest/gtest.h>
#include <mama/error.h>
#include <mama/mama.h>
#include <mama/middleware.h>

#include <thread>

namespace {

TEST(MiddlewareNames, RoundTrip) {
  const char* names[] = {"wmw", "lbm",    "tibrv",  "AVIS",      "tick42blp",  "SOLACE",
                         "rai", "QPID",   "exegy",  "ibmwfo",    "activ",      "tick42rmds",
                         "ums", "vulcan", "inrush", "lbmkomodo", "umdskomodo", "hms"};
  for (int i = 0; i < 18; ++i) {
    EXPECT_EQ(mamaMiddleware_convertFromString(names[i]), i);
    EXPECT_STREQ(mamaMiddleware_convertToString(static_cast<mamaMiddleware>(i)), names[i]);
  }
  EXPECT_EQ(mamaMiddleware_convertFromString("qPiD"), MAMA_MIDDLEWARE_QPID);
  EXPECT_EQ(mamaMiddleware_convertFromString("ZMQ"), MAMA_MIDDLEWARE_ZMQ);
  EXPECT_STREQ(mamaMiddleware_convertToString(MAMA_MIDDLEWARE_ZMQ), "zmq");
  for (const char* unknown : {"", "reflect", "loopback", "wmw "}) {
    EXPECT_EQ(mamaMiddleware_convertFromString(unknown), MAMA_MIDDLEWARE_UNKNOWN);
  }
  EXPECT_EQ(mamaMiddleware_convertFromString(nullptr), MAMA_MIDDLEWARE_UNKNOWN);
  for (mamaMiddleware m : {MAMA_MIDDLEWARE_REFLECT, MAMA_MIDDLEWARE_MAX, MAMA_MIDDLEWARE_UNKNOWN}) {
    EXPECT_STREQ(mamaMiddleware_convertToString(m), "unknown");
  }
}

TEST(ErrorNames, Convert) {
  EXPECT_STREQ(mamaError_convertToString(MAMA_ERROR_RECAP_TIMEOUT), "RECAP_TIMEOUT");
  EXPECT_STREQ(mamaError_convertToString(MAMA_ERROR_UNKNOWN), "UNKNOWN");
  EXPECT_EQ(mamaError_convertFromString("NOT_ENTITLED"), MAMA_ERROR_NOT_ENTITLED);
  EXPECT_EQ(mamaError_convertFromString("initial_timeout"), MAMA_ERROR_INITIAL_TIMEOUT);
  EXPECT_EQ(mamaError_convertFromString("default"), MAMA_ERROR_DEFAULT);
  EXPECT_EQ(mamaError_convertFromString("NO_RESOLVER"), MAMA_ERROR_NO_RESOLVER);
  EXPECT_EQ(mamaError_convertFromString("Default"), MAMA_ERROR_UNKNOWN) << "mixed case";
  EXPECT_EQ(mamaError_convertFromString(nullptr), MAMA_ERROR_UNKNOWN);
}

TEST(LastError, BelongsToTheThread) {
  mama_setLastError(MAMA_ERROR_NOT_ENTITLED);
  std::thread([] {
    EXPECT_EQ(mama_getLastErrorCode(), MAMA_ERROR_DEFAULT);
    EXPECT_STREQ(mama_getLastErrorText(), "DEFAULT");
    mama_setLastError(MAMA_ERROR_RECAP_TIMEOUT);
  }).join();
  EXPECT_EQ(mama_getLastErrorCode(), MAMA_ERROR_NOT_ENTITLED);
  EXPECT_STREQ(mama_getLastErrorText(), "NOT_ENTITLED");
  mama_setLastError(MAMA_ERROR_DEFAULT);
}

}  // namespace
