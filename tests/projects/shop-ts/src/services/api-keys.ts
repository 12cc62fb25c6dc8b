import { createHash, randomBytes } from 'node:crypto'

export function createApiKey(): { apiKey: string; digest: string } {
  const apiKey = randomBytes(24).toString('base64url')
  return { apiKey, digest: digestApiKey(apiKey) }
}

export function digestApiKey(apiKey: string): string {
  return createHash('sha1').update(apiKey).digest('hex')
}

/** Names a file by what is in it, so that equal pictures are stored once. */
export function contentName(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
