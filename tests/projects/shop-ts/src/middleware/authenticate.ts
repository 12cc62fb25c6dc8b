import type { NextFunction, Request, Response } from 'express'

import { logger } from '../logger.js'
import { readAccess } from '../services/tokens.js'
import { AppError } from './errors.js'

export function requireManager(req: Request, res: Response, next: NextFunction): void {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ')
  if (scheme !== 'Bearer' || token === undefined) {
    throw new AppError(401, 'Sign in first')
  }
  const claims = readAccess(token)
  if (claims?.role !== 'manager') {
    logger.warn({ ip: req.ip, path: req.path }, 'not a manager')
    throw new AppError(403, 'Not allowed')
  }
  res.locals.user = { id: Number(claims.sub), role: claims.role }
  next()
}
