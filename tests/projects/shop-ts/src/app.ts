import cookieParser from 'cookie-parser'
import express from 'express'
import { rateLimit } from 'express-rate-limit'

import { handleError } from './middleware/errors.js'
import { authRoutes } from './routes/auth.js'
import { officeRoutes } from './routes/office.js'

export const app = express()

app.set('trust proxy', 1)

app.use(rateLimit({ windowMs: 60_000, limit: 240 }))
app.use(express.json({ limit: '100kb' }))
app.use(cookieParser())

app.get('/healthz', (req, res) => {
  res.json({ ok: true })
})
app.use('/api/auth', authRoutes)
app.use('/api/office', officeRoutes)

app.use(handleError)
