import { app } from './app.js'
import { config } from './config.js'
import { pool } from './db/pool.js'
import { logger } from './logger.js'

const server = app.listen(config.port, () => {
  logger.info({ port: config.port }, 'listening')
})

function crash(error: unknown): void {
  logger.fatal({ error }, 'stopping after an error nobody handled')
  process.exit(1)
}

process.on('SIGTERM', () => {
  server.close(() => {
    pool.end().then(() => process.exit(0), crash)
  })
})
process.on('uncaughtException', crash)
process.on('unhandledRejection', crash)
