"use strict";

const { z } = require("zod");

const { AppError } = require("./errors");

/** Checks body, params and query against one schema; handlers read only what is in req.valid. */
function validate(schema) {
  return function checkInput(req, res, next) {
    const result = schema.safeParse({ body: req.body, params: req.params, query: req.query });
    if (!result.success) {
      const [issue] = result.error.issues;
      throw new AppError(400, `${issue.path.slice(1).join(".")}: ${issue.message}`);
    }
    req.valid = result.data;
    next();
  };
}

const id = z.coerce.number().int().positive();
const email = z.string().trim().toLowerCase().max(254).email();
const newPassword = z.string().min(12).max(72);

const schemas = {
  byId: z.object({ params: z.object({ id }) }),
  catalogue: z.object({
    query: z.object({
      sort: z.enum(["newest", "cheapest", "name"]).default("newest"),
      page: z.coerce.number().int().min(1).max(500).default(1),
    }),
  }),
  search: z.object({ query: z.object({ q: z.string().trim().min(2).max(60) }) }),
  cartLine: z.object({ body: z.strictObject({ productId: id, quantity: z.number().int().min(0).max(20) }) }),
  coupon: z.object({ body: z.strictObject({ code: z.string().regex(/^[a-z0-9]{6,16}$/) }) }),
  register: z.object({
    body: z.strictObject({ email, name: z.string().trim().min(1).max(80), password: newPassword }),
  }),
  login: z.object({
    body: z.strictObject({ email, password: z.string().min(1).max(72), remember: z.boolean().default(false) }),
  }),
  forgot: z.object({ body: z.strictObject({ email }) }),
  reset: z.object({ body: z.strictObject({ token: z.string().regex(/^[0-9a-f]{64}$/), password: newPassword }) }),
  rename: z.object({ body: z.strictObject({ name: z.string().trim().min(1).max(80) }) }),
  adminLogin: z.object({ body: z.object({ email, password: z.string().min(1).max(72) }) }),
  status: z.object({
    params: z.object({ id }),
    body: z.object({ status: z.enum(["open", "packed", "sent", "refunded"]) }),
  }),
  period: z.object({ query: z.object({ from: z.iso.date(), to: z.iso.date() }) }),
  stock: z.object({
    body: z.strictObject({
      lines: z.array(z.strictObject({ sku: z.string().max(32), stock: z.number().int().min(0) })).max(20_000),
    }),
  }),
};

module.exports = { validate, schemas };
