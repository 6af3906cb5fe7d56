/* A payload bridge whose functions are only there to be found. Built several times: PAYLOAD is the
 * name, ID the type, and LACKS_REQUIRED leaves everything out that one source file cannot do
 * without. */
#include <mama/integration/mama.h>
#include <payloadbridge.h>

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define F(suffix) PASTE(PAYLOAD, suffix)
#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)

#pragma GCC visibility push(default)

#ifndef LACKS_INIT
mama_status F(Payload_init)(mamaPayloadBridge bridge, char* id);
mama_status F(Payload_init)(mamaPayloadBridge bridge, char* id) {
  (void)bridge;
  *id = ID;
#if defined(VERSION_TEXT)
  mamaInternal_setMetaProperty("mama." TEXT(PAYLOAD) ".compile_version", VERSION_TEXT);
#else
  MAMA_SET_BRIDGE_COMPILE_TIME_VERSION(TEXT(PAYLOAD));
#endif
#ifdef FAILS_INIT
  return MAMA_STATUS_TIMEOUT;
#else
  return MAMA_STATUS_OK;
#endif
}
#endif

/* The required ones need only exist. */
#define STUB(symbol)           \
  mama_status F(symbol)(void); \
  mama_status F(symbol)(void) { return MAMA_STATUS_NOT_IMPLEMENTED; }
#define QUOLL_PAYLOAD_FUNCTION(need, slot, symbol) STUB_##need(symbol)
#ifdef LACKS_REQUIRED
#define STUB_kRequired(symbol)
#else
#define STUB_kRequired(symbol) STUB(symbol)
#endif
#define STUB_kOptional(symbol)
#include "runtime/payload_table.inc"

#ifndef LACKS_TYPE
mamaPayloadType F(Payload_getType)(void);
mamaPayloadType F(Payload_getType)(void) { return (mamaPayloadType)ID; }
#endif
