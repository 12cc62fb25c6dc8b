import type { Request } from 'express'
import { z } from 'zod'

import { AppError } from './errors.js'

const email = z.email().max(254)

export const login = z.strictObject({ email, password: z.string().min(1).max(72) })
export const register = z.strictObject({ email, password: z.string().min(12).max(72) })
export const period = z.object({ from: z.iso.date(), to: z.iso.date() })
export const coupon = z.strictObject({ percent: z.number().int().min(1).max(50) })

export function bodyOf<T>(req: Request, schema: z.ZodType<T>): T {
  return checked(schema, req.body)
}

export function queryOf<T>(req: Request, schema: z.ZodType<T>): T {
  return checked(schema, req.query)
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (!result.success) {
    throw new AppError(400, result.error.issues[0]?.message ?? 'Invalid input')
  }
  return result.data
}
