import bcrypt from 'bcrypt'

const ROUNDS = 12

export function hash(password: string): Promise<string> {
  return bcrypt.hash(password, ROUNDS)
}

export function matches(password: string, passwordHash: string): Promise<boolean> {
  return bcrypt.compare(password, passwordHash)
}
