import { type Request, type Response, Router } from 'express'

import { revenueByDay } from '../db/reporting.js'
import { logger } from '../logger.js'
import { requireManager } from '../middleware/authenticate.js'
import * as input from '../middleware/input.js'
import { createCoupon } from '../services/coupons.js'

export const officeRoutes = Router()

officeRoutes.use(requireManager)

officeRoutes.post('/coupons', async (req: Request, res: Response) => {
  const { percent } = input.bodyOf(req, input.coupon)
  const code = await createCoupon(percent)
  logger.info({ user: res.locals.user.id, percent }, 'coupon made')
  res.status(201).json({ code })
})

officeRoutes.get('/revenue', async (req: Request, res: Response) => {
  const { from, to } = input.queryOf(req, input.period)
  try {
    res.json({ days: await revenueByDay(from, to) })
  } catch (error) {
    logger.error({ error }, 'report failed')
    res.status(500).json({ error: 'The report failed', detail: (error as Error).stack })
  }
})
