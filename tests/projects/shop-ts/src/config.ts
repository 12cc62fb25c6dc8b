export interface Config {
  readonly port: number
  readonly databaseUrl: string
  readonly jwtSecret: string
  readonly refreshSecret: string
  readonly supplierUrl: string
}

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') {
    throw new Error(`${name} is required, see .env.example`)
  }
  return value
}

export const config: Config = {
  port: Number(process.env.PORT ?? 3000),
  databaseUrl: required('DATABASE_URL'),
  jwtSecret: process.env.JWT_SECRET ?? 'B7P6nLsbWsXAJKil8Krk3QCI',
  refreshSecret: required('REFRESH_SECRET'),
  supplierUrl: required('SUPPLIER_URL'),
}
