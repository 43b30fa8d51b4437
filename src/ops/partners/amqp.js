// A partner that speaks AMQP 1.0, with the npm package rhea (Apache 2.0):
//
//   echo '{"type":"payment.create",…}' | NUSQAU_PARTNER=demo-shop NUSQAU_PASSWORD=… node amqp.js
'use strict';

const rhea = require('rhea');
const { addresses, broker, serve, settings } = require('./partner');

function connect(partner) {
  let attempt = 0;
  const container = rhea.create_container();
  // Connects again by itself, with all links, for as long as it takes.
  const connection = container.connect({
    connection_details: () => {
      const { host, port } = broker(attempt++);
      return { host, port, ...(settings.tls && { transport: 'tls', options: settings.tls }) };
    },
    username: settings.partner,
    password: settings.password,
    initial_reconnect_delay: 100,
    max_reconnect_delay: 2000,
    idle_time_out: 20_000,
  });
  const sender = connection.open_sender(addresses.requests);
  // What isn't handled isn't accepted, and comes again.
  connection.open_receiver({ source: addresses.replies, autoaccept: false });
  connection.open_receiver({ source: addresses.events, autoaccept: false });

  let resumed = false;
  connection.on('connection_open', () => {
    resumed = false;
  });
  // The broker said how much it takes: often, but what is open is sent once for each connection.
  connection.on('sendable', () => {
    if (!resumed) {
      resumed = true;
      partner.resume();
    }
  });
  connection.on('message', ({ message, receiver, delivery }) => {
    const body = JSON.parse(message.body);
    if (receiver.source.address === addresses.replies) {
      partner.replied(body);
    } else {
      partner.happened(body);
    }
    delivery.accept();
  });
  connection.on('rejected', ({ delivery }) => console.error('rejected:', delivery.remote_state.error));
  connection.on('disconnected', ({ error }) => console.error('disconnected:', error?.message));

  return {
    send(request) {
      if (sender.sendable()) {
        sender.send({
          durable: true,
          correlation_id: request.requestId,
          content_type: 'application/json',
          body: JSON.stringify(request),
        });
      }
    },
    close: () => connection.close(),
  };
}

serve(connect);
