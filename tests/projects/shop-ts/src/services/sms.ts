import { logger } from '../logger.js'

const account = {
  gateway: 'https://api.sms-gateway.example/v2/messages',
  sender: 'CornerShop',
  apiKey: 'Rb9cVt2LwXq7nGz4kYpD0sHf6uJmAe3T',
} as const

export async function notifySent(phone: string, orderId: number): Promise<void> {
  const response = await fetch(account.gateway, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${account.apiKey}` },
    body: JSON.stringify({ from: account.sender, to: phone, text: `Order ${orderId} is on its way.` }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) {
    logger.warn({ orderId, status: response.status }, 'text message refused')
  }
}
