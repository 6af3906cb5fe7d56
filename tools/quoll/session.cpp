#include "session.h"

#include <fmt/format.h>

#include <cstdlib>

namespace quoll::tool {

MamaError::MamaError(const std::string& call, mama_status status)
    : std::runtime_error(fmt::format("{}: {}", call, mamaStatus_stringForStatus(status))),
      status_(status) {}

void require(mama_status status, const std::string& call) {
  if (status != MAMA_STATUS_OK) throw MamaError(call, status);
}

Session::Session(const std::string& middleware, const std::string& transport) {
  // Without WOMBAT_PATH there need not be a mama.properties, so do not complain that there is none.
  mama_setLogLevel(std::getenv("WOMBAT_PATH") == nullptr ? MAMA_LOG_LEVEL_SEVERE
                                                         : MAMA_LOG_LEVEL_WARN);
  require(mama_loadBridge(&bridge_, middleware.c_str()),
          fmt::format("cannot load the middleware bridge '{0}' (`quoll bridges {0}` says more)",
                      middleware));
  require(mama_open(), "mama_open");
  if (mama_getLogLevel() == MAMA_LOG_LEVEL_SEVERE) mama_setLogLevel(MAMA_LOG_LEVEL_WARN);
  try {
    require(mamaTransport_allocate(&transport_), "mamaTransport_allocate");
    require(mamaTransport_create(transport_, transport.c_str(), bridge_),
            fmt::format("cannot create the transport '{}'", transport));
    require(mama_startBackground(bridge_, [](mama_status) {}), "mama_startBackground");
  } catch (...) {
    if (transport_ != nullptr) mamaTransport_destroy(transport_);
    mama_close();
    throw;
  }
}

Session::~Session() {
  mama_stop(bridge_);
  mamaTransport_destroy(transport_);
  mama_close();
}

}  // namespace quoll::tool
