// Every status has the text that programs know.
#include <gtest/gtest.h>
#include <mama/status.h>

#include <map>
#include <string>

namespace {

// Regular and irregular texts, as the interface promises them.
const std::map<int, std::string> kTexts = {
    {0, "STATUS_OK"},
    {1, "STATUS_NOMEM"},
    {2, "STATUS_PLATFORM"},
    {3, "STATUS_SYSTEM_ERROR"},
    {4, "STATUS_INVALID_ARG"},
    {5, "STATUS_NULL_ARG"},
    {6, "STATUS_NOT_FOUND"},
    {7, "STATUS_TIMER_FAILURE"},
    {8, "STATUS_IP_NOT_FOUND"},
    {9, "STATUS_TIMEOUT"},
    {10, "STATUS_NOT_ENTITLED"},
    {11, "PROPERTY_TOO_LONG"},
    {12, "MD_NOT_OPENED"},
    {13, "PUB_SUB_NOT_OPENED"},
    {14, "ENTITLEMENTS_NOT_ENABLED"},
    {15, "BAD_TRANSPORT_TYPE"},
    {16, "UNSUPPORTED_IO_TYPE"},
    {17, "TOO_MANY_DISPATCHERS"},
    {18, "NOT_IMPLEMENTED"},
    {19, "WRONG_FIELD_TYPE"},
    {20, "BAD_SYMBOL"},
    {21, "IO_ERROR"},
    {22, "NOT_INSTALLED"},
    {23, "CONFLATE_ERROR"},
    {24, "QUEUE_FULL"},
    {25, "QUEUE_END"},
    {26, "NO_BRIDGE_IMPL"},
    {27, "INVALID_QUEUE"},
    {28, "NOT_MODIFIABLE"},
    {29, "STATUS_DELETE"},
    {4001, "MAMA_STATUS_NOT_PERMISSIONED"},
    {5001, "MAMA_STATUS_SUBSCRIPTION_INVALID_STATE"},
    {5002, "MAMA_STATUS_QUEUE_OPEN_OBJECTS"},
    {5003, "MAMA_STATUS_SUBSCRIPTION_INVALID_TYPE"},
    {5004, "MAMA_STATUS_SUBSCRIPTION_GAP"},
    {5005, "MAMA_STATUS_NOT_INITIALISED"},
    {5006, "MAMA_STATUS_NO_SUBSCRIBERS"},
    {5007, "MAMA_STATUS_EXPIRED"},
    {5008, "MAMA_STATUS_BANDWIDTH_EXCEEDED"},
    {9001, "ENTITLE_STATUS_NOMEM"},
    {9002, "ENTITLE_STATUS_BAD_PARAM"},
    {9003, "ENTITLE_STATUS_BAD_DATA"},
    {9004, "ENTITLE_STATUS_URL_ERROR"},
    {9005, "ENTITLE_STATUS_OS_LOGIN_ID_UNAVAILABLE"},
    {9006, "ENTITLE_STATUS_ALREADY_ENTITLED"},
    {9007, "ENTITLE_STATUS_CAC_LIMIT_EXCEEDED"},
    {9008, "ENTITLE_STATUS_OEP_LISTENER_CREATION_FAILURE"},
    {9010, "ENTITLE_HTTP_ERRHOST"},
    {9011, "ENTITLE_HTTP_ERRSOCK"},
    {9012, "ENTITLE_HTTP_ERRCONN"},
    {9013, "ENTITLE_HTTP_ERRWRHD"},
    {9014, "ENTITLE_HTTP_ERRWRDT"},
    {9015, "ENTITLE_HTTP_ERRRDHD"},
    {9016, "ENTITLE_HTTP_ERRPAHD"},
    {9017, "ENTITLE_HTTP_ERRNULL"},
    {9018, "ENTITLE_HTTP_ERRNOLG"},
    {9019, "ENTITLE_HTTP_ERRMEM"},
    {9020, "ENTITLE_HTTP_ERRRDDT"},
    {9021, "ENTITLE_HTTP_ERRURLH"},
    {9022, "ENTITLE_HTTP_ERRURLP"},
    {9023, "ENTITLE_HTTP_BAD_QUERY"},
    {9024, "ENTITLE_HTTP_FORBIDDEN"},
    {9025, "ENTITLE_HTTP_TIMEOUT"},
    {9026, "ENTITLE_HTTP_SERVER_ERR"},
    {9027, "ENTITLE_HTTP_NO_IMPL"},
    {9028, "ENTITLE_HTTP_OVERLOAD"},
    {9029, "ENTITLE_NO_USER"},
    {9030, "ENTITLE_NO_SERVERS_SPECIFIED"},
    {9032, "ENTITLE_SITE_NOT_FOUND"},
};

// The conversion of numbers that are no enumerator is the point of the test.
__attribute__((no_sanitize("undefined"))) std::string text_of(int number) {
  return mamaStatus_stringForStatus(static_cast<mama_status>(number));
}

TEST(StatusText, OfEveryNumber) {
  for (int number = 0; number < 10'000; ++number) {
    const auto it = kTexts.find(number);
    ASSERT_EQ(text_of(number), it == kTexts.end() ? "unknown" : it->second) << number;
  }
}

}  // namespace
