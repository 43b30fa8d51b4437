// A partner that speaks STOMP 1.2 over WebSocket, with the npm packages @stomp/stompjs (Apache 2.0) and ws (MIT):
//
//   echo '{"type":"payment.create",…}' | NUSQAU_PARTNER=demo-shop NUSQAU_PASSWORD=… node stomp.js
'use strict';

const { Client } = require('@stomp/stompjs');
const WebSocket = require('ws');
const { addresses, broker, serve, settings } = require('./partner');

function connect(partner) {
  let attempt = 0;
  const client = new Client({
    webSocketFactory: () => {
      const { host, port } = broker(attempt++);
      return new WebSocket(`${settings.tls ? 'wss' : 'ws'}://${host}:${port}`, ['v12.stomp'], settings.tls || {});
    },
    connectHeaders: { login: settings.partner, passcode: settings.password },
    // Connects again by itself, for as long as it takes.
    reconnectDelay: 500,
    heartbeatIncoming: 10_000,
    heartbeatOutgoing: 10_000,
  });
  client.onConnect = () => {
    // What isn't acknowledged comes again.
    const headers = { ack: 'client-individual' };
    const receive = (message, handle) => {
      handle(JSON.parse(message.body));
      message.ack();
    };
    client.subscribe(addresses.replies, (message) => receive(message, (reply) => partner.replied(reply)), headers);
    client.subscribe(addresses.events, (message) => receive(message, (event) => partner.happened(event)), headers);
    partner.resume();
  };
  client.onStompError = (frame) => console.error('error:', frame.headers.message);
  client.onWebSocketClose = (event) => console.error('disconnected:', event.code);
  client.activate();

  return {
    send(request) {
      if (client.connected) {
        client.publish({
          destination: addresses.requests,
          headers: { persistent: 'true', 'correlation-id': request.requestId },
          body: JSON.stringify(request),
        });
      }
    },
    close: () => client.deactivate(),
  };
}

serve(connect);
