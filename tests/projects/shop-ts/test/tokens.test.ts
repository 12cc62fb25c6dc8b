import assert from 'node:assert/strict'
import { test } from 'node:test'

process.env.DATABASE_URL = 'mysql://root:root@localhost:3306/shop_test'
process.env.JWT_SECRET = 'access-token-secret-for-the-tests-only-32'
process.env.REFRESH_SECRET = 'refresh-token-secret-for-the-tests-only'
process.env.SUPPLIER_URL = 'https://localhost'

const tokens = await import('../src/services/tokens.js')

test('an access token carries who and what', () => {
  const claims = tokens.readAccess(tokens.issueAccess({ id: 7, role: 'manager' }))
  assert.equal(claims?.sub, '7')
  assert.equal(claims?.role, 'manager')
})

test('a refresh token opens no door of an access token', () => {
  assert.equal(tokens.readAccess(tokens.issueRefresh({ id: 7 })), null)
})
