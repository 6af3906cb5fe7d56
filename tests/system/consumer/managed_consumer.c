/* The managed environment from C, with the flat name of its header. */
#include <mamaManagedEnvironment.h>
#include <stdio.h>

static void onTick(mamaTimer timer, void* closure) { *(mamaTimer*)closure = timer; }

int main(void) {
  mamaBridge bridge;
  mamaEnvConnection connection;
  mamaEnvSession session;
  mamaTimer timer = NULL, ticked = NULL;
  if (mama_loadBridge(&bridge, "loopback") != MAMA_STATUS_OK || mama_open() != MAMA_STATUS_OK ||
      mamaEnv_createConnection(bridge, &connection) != MAMA_STATUS_OK ||
      mamaEnv_createSession(connection, &session) != MAMA_STATUS_OK ||
      mamaEnv_createTimer(onTick, &ticked, 0.001, session, &timer) != MAMA_STATUS_OK ||
      mamaEnv_shutdownTimer(session, timer) != MAMA_STATUS_OK ||
      mamaEnv_destroyConnection(connection) != MAMA_STATUS_OK) {
    return 1;
  }
  printf("%s\n", ticked == NULL || ticked == timer ? "managed" : "wrong handle");
  return mama_close() == MAMA_STATUS_OK ? 0 : 1;
}
