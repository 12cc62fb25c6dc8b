import type { NextFunction, Request, Response } from 'express'

import { logger } from '../logger.js'

/** An error whose message was written for the person who sees it. */
export class AppError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'AppError'
    this.status = status
  }
}

export function handleError(error: unknown, req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) {
    next(error)
    return
  }
  if (error instanceof AppError) {
    res.status(error.status).json({ error: error.message })
    return
  }
  logger.error({ error, path: req.path }, 'request failed')
  res.status(500).json({ error: 'Internal server error' })
}
