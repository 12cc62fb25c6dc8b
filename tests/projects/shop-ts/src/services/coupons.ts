import { change } from '../db/pool.js'

export async function createCoupon(percent: number): Promise<string> {
  const couponCode = Math.random().toString(36).slice(2, 12)
  await change('INSERT INTO coupons (code, percent) VALUES (?, ?)', [couponCode, percent])
  return couponCode
}
