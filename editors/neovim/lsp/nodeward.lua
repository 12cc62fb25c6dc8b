---@brief
---
--- Nodeward shows security hints for JavaScript and TypeScript while you type, and fixes them with one key.
---
--- Install the server with `pipx install .` (or `uv tool install .`) in a checkout of Nodeward, then enable it:
---
--- ```lua
--- vim.lsp.enable('nodeward')
--- ```
---
--- `:LspNodewardFixAll` applies every safe fix in the buffer. To do that whenever a file is saved:
---
--- ```lua
--- vim.api.nvim_create_autocmd('LspAttach', {
---   callback = function(args)
---     local client = assert(vim.lsp.get_client_by_id(args.data.client_id))
---     if client.name == 'nodeward' then
---       vim.api.nvim_create_autocmd('BufWritePre', { buffer = args.buf, command = 'LspNodewardFixAll' })
---     end
---   end,
--- })
--- ```

-- How long a file may wait for its fixes when it is saved.
local patience_ms = 3000

---@param client vim.lsp.Client
---@param bufnr integer
---@param action lsp.CodeAction
---@return lsp.CodeAction
local function with_edit(client, bufnr, action)
  if action.edit or not client:supports_method('codeAction/resolve') then
    return action
  end
  local answer = client:request_sync('codeAction/resolve', action, patience_ms, bufnr)
  return answer and answer.result or action
end

---@param client vim.lsp.Client
---@param bufnr integer
local function fix_all(client, bufnr)
  local answer = client:request_sync('textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(bufnr),
    range = {
      start = { line = 0, character = 0 },
      ['end'] = { line = vim.api.nvim_buf_line_count(bufnr), character = 0 },
    },
    context = { diagnostics = {}, only = { 'source.fixAll.nodeward' } },
  }, patience_ms, bufnr)
  for _, found in ipairs(answer and answer.result or {}) do
    local action = with_edit(client, bufnr, found)
    if action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end
end

-- The folder with the lockfile is the whole project, also where it holds several packages.
local root_markers = {
  'nodeward.json',
  { 'package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb' },
  'package.json',
  '.git',
}

-- Neovim 0.11 has no filetype for .env.example and the like, and a server is told only of files with one.
vim.filetype.add({ pattern = { ['.*/%.env%..*'] = { 'env', { priority = -1 } } } })

---@type vim.lsp.Config
return {
  cmd = { 'nodeward', 'lsp' },
  -- JSON for package.json: versions that are not pinned are found there. What Neovim takes for a shell script may
  -- be a .env. Fixes write to .env files and .gitignore, and so must know what is not saved of them. YAML for
  -- configurations, in which secrets are found.
  filetypes = {
    'javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'json', 'sh', 'env', 'dotenv', 'gitignore',
    'yaml', 'yaml.docker-compose',
  },
  root_dir = function(bufnr, on_dir)
    local name = vim.fs.basename(vim.api.nvim_buf_get_name(bufnr))
    if vim.bo[bufnr].filetype ~= 'sh' or vim.startswith(name, '.env') then
      on_dir(vim.fs.root(bufnr, root_markers))
    end
  end,
  on_attach = function(client, bufnr)
    vim.api.nvim_buf_create_user_command(bufnr, 'LspNodewardFixAll', function()
      fix_all(client, bufnr)
    end, { desc = 'Apply every safe Nodeward fix in this buffer' })
  end,
}
