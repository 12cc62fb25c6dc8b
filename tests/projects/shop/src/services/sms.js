"use strict";

const logger = require("../logger");

const GATEWAY = "https://api.sms-gateway.example/v2/messages";

const account = {
  sender: "CornerShop",
  apiKey: "Kpm15UELhUOuZAzHx4LP4AzUdIG1OHqt",
};

/** Tells a customer that the parcel is on its way; a failed message never stops an order. */
async function notifySent(phone, orderId) {
  const response = await fetch(GATEWAY, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${account.apiKey}` },
    body: JSON.stringify({ from: account.sender, to: phone, text: `Order ${orderId} is on its way.` }),
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) {
    logger.warn({ orderId, status: response.status }, "text message refused");
  }
}

module.exports = { notifySent };
