import { type Request, type Response, Router } from 'express'
import { rateLimit } from 'express-rate-limit'

import * as users from '../db/users.js'
import { logger } from '../logger.js'
import { AppError } from '../middleware/errors.js'
import * as input from '../middleware/input.js'
import * as passwords from '../services/passwords.js'
import * as tokens from '../services/tokens.js'

const FORTNIGHT = 14 * 24 * 60 * 60 * 1000

const signIn = rateLimit({ windowMs: 15 * 60_000, limit: 10 })

export const authRoutes = Router()

authRoutes.post('/register', signIn, async (req: Request, res: Response) => {
  const { email, password } = input.bodyOf(req, input.register)
  if (await users.findByEmail(email)) {
    throw new AppError(409, 'This address has an account')
  }
  const id = await users.create(email, await passwords.hash(password))
  logger.info({ user: id }, 'registered')
  res.status(201).json({ id })
})

authRoutes.post('/login', signIn, async (req: Request, res: Response) => {
  const { email, password } = input.bodyOf(req, input.login)
  const user = await users.findByEmail(email)
  if (!user || !(await passwords.matches(password, user.passwordHash))) {
    logger.warn({ ip: req.ip }, 'sign-in failed')
    throw new AppError(401, 'Address or password is wrong')
  }
  logger.info({ user: user.id }, 'signed in')
  res.cookie('refresh_token', tokens.issueRefresh(user), { httpOnly: true, maxAge: FORTNIGHT })
  res.json({ accessToken: tokens.issueAccess(user) })
})
