#include <mama/middleware.h>

#include "common/text.h"

namespace {

struct MiddlewareName {
  mamaMiddleware middleware;
  const char* name;  // AVIS, SOLACE and QPID are told in upper case
};

constexpr MiddlewareName kMiddlewareNames[] = {
    {MAMA_MIDDLEWARE_WMW, "wmw"},
    {MAMA_MIDDLEWARE_LBM, "lbm"},
    {MAMA_MIDDLEWARE_TIBRV, "tibrv"},
    {MAMA_MIDDLEWARE_AVIS, "AVIS"},
    {MAMA_MIDDLEWARE_TICK42BLP, "tick42blp"},
    {MAMA_MIDDLEWARE_SOLACE, "SOLACE"},
    {MAMA_MIDDLEWARE_RAI, "rai"},
    {MAMA_MIDDLEWARE_QPID, "QPID"},
    {MAMA_MIDDLEWARE_EXEGY, "exegy"},
    {MAMA_MIDDLEWARE_IBMWFO, "ibmwfo"},
    {MAMA_MIDDLEWARE_ACTIV, "activ"},
    {MAMA_MIDDLEWARE_TICK42RMDS, "tick42rmds"},
    {MAMA_MIDDLEWARE_UMS, "ums"},
    {MAMA_MIDDLEWARE_VULCAN, "vulcan"},
    {MAMA_MIDDLEWARE_INRUSH, "inrush"},
    {MAMA_MIDDLEWARE_LBMKOMODO, "lbmkomodo"},
    {MAMA_MIDDLEWARE_UMDSKOMODO, "umdskomodo"},
    {MAMA_MIDDLEWARE_HMS, "hms"},
    {MAMA_MIDDLEWARE_ZMQ, "zmq"},
};

}  // namespace

mamaMiddleware mamaMiddleware_convertFromString(const char* str) {
  if (str == nullptr) return MAMA_MIDDLEWARE_UNKNOWN;
  for (const auto& entry : kMiddlewareNames) {
    if (quoll::compat::equal_ignoring_case(str, entry.name)) return entry.middleware;
  }
  return MAMA_MIDDLEWARE_UNKNOWN;
}

const char* mamaMiddleware_convertToString(mamaMiddleware middleware) {
  for (const auto& entry : kMiddlewareNames) {
    if (entry.middleware == middleware) return entry.name;
  }
  return "unknown";
}
