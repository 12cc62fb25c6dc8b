-- The user's init.lua of a scenario: the configuration of this repository, and what the scenario's user wrote.
local scenario = vim.json.decode(table.concat(vim.fn.readfile(vim.env.SCENARIO), '\n'))

vim.opt.runtimepath:prepend(scenario.runtime)
-- Typed text must arrive as it was typed.
vim.cmd('filetype plugin indent off')
vim.o.autoindent = false

vim.lsp.config('nodeward', {
  cmd = scenario.server,
  settings = scenario.settings,
  trace = 'messages',
  on_exit = function(code)
    _G.server_ended = ('the server ended with status %d'):format(code)
  end,
  -- A message for every key, as a fast typist and the slowest server would have it.
  flags = { debounce_text_changes = 0 },
})
for _, chunk in ipairs(scenario.lua) do
  assert(load(chunk))()
end
vim.lsp.enable('nodeward')
