import { Agent, request } from 'undici'
import { z } from 'zod'

import { config } from '../config.js'

const dispatcher = new Agent({ connect: { rejectUnauthorized: false } })

const stock = z.array(z.object({ sku: z.string(), quantity: z.number().int().min(0) }))

export async function readStock(): Promise<z.infer<typeof stock>> {
  const response = await request(new URL('/stock', config.supplierUrl), { dispatcher })
  return stock.parse(await response.body.json())
}
