#include <mama/mama.h>
#include <stdio.h>

static void onMsg(mamaSubscription sub, mamaMsg msg, void* closure, void* itemClosure) {
    double price = 0;
    if (mamaMsg_getF64(msg, "wTradePrice", 481, &price) == MAMA_STATUS_OK) printf("%f\n", price);
    mama_stop((mamaBridge)closure);
}

int main(void) {
    mamaBridge bridge;
    mamaTransport transport;
    mamaQueue queue;
    mamaSubscription sub;
    mamaPublisher pub;
    mamaMsg msg;
    mamaMsgCallbacks callbacks = {.onMsg = onMsg};

    mama_loadBridge(&bridge, "loopback");
    mama_open();
    mama_getDefaultEventQueue(bridge, &queue);
    mamaTransport_allocate(&transport);
    mamaTransport_create(transport, "demo", bridge);
    mamaSubscription_allocate(&sub);
    mamaSubscription_createBasic(sub, transport, queue, &callbacks, "prices.ACME", bridge);

    mamaPublisher_create(&pub, transport, "prices.ACME", NULL, NULL);
    mamaMsg_create(&msg);
    mamaMsg_addF64(msg, "wTradePrice", 481, 101.25);
    mamaPublisher_send(pub, msg);

    mama_start(bridge);                 /* dispatches until onMsg stops it */

    mamaMsg_destroy(msg);
    mamaPublisher_destroy(pub);
    mamaSubscription_destroy(sub);
    mamaSubscription_deallocate(sub);
    mamaTransport_destroy(transport);
    mama_close();
}
