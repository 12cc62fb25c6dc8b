-- Plays the steps of a scenario the way a person would, and writes down how it went.
-- SCENARIO names a JSON file with the steps, RESULT the one for the outcome. Each kind of step is a function below.
local scenario = vim.json.decode(table.concat(vim.fn.readfile(vim.env.SCENARIO), '\n'))
local notes = {}
local published = {} -- URI -> version that the last diagnostics were for
local project_is_read = false
local analysed = {} -- path -> version that was looked at last, once the project was read
local failure -- what the server said when something failed in it

-- A server that has failed or ended will not do better, so that ends the waiting, and so does `hopeless`.
local function wait(what, probe, hopeless)
  local function over()
    return probe() or failure or _G.server_ended or (hopeless and hopeless())
  end
  vim.wait(scenario.patience, over, 5)
  if not probe() then
    error(('%s, waiting for %s'):format(failure or _G.server_ended or 'gave up', what), 0)
  end
end

local function buffer_text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

-- Row and byte column (both from 0) of a text that occurs once; the empty one is at the start.
local function find(text)
  if text == '' then
    return 0, 0, 0, 0
  end
  local all = buffer_text()
  local first, last = all:find(text, 1, true)
  assert(first, ('%q is not in the buffer'):format(text))
  assert(not all:find(text, first + 1, true), ('%q is in the buffer more than once'):format(text))
  local function position(offset)
    local before = all:sub(1, offset)
    local _, row = before:gsub('\n', '')
    return row, #before:match('[^\n]*$')
  end
  local row, col = position(first - 1)
  local end_row, end_col = position(last)
  return row, col, end_row, end_col
end

local function text_under(diagnostic)
  local lines = vim.api.nvim_buf_get_text(
    0, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {}
  )
  return table.concat(lines, '\n')
end

local function shown(step)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local ok, text = pcall(text_under, diagnostic)
    if (not step.rule or diagnostic.code == step.rule) and (not step.text or (ok and text == step.text)) then
      table.insert(found, diagnostic)
    end
  end
  return found
end

-- Whether all was said about the text as it is now: rules about the whole project speak once it is read.
local function is_settled()
  local version = vim.lsp.util.buf_versions[vim.api.nvim_get_current_buf()]
  return analysed[vim.api.nvim_buf_get_name(0)] == version and published[vim.uri_from_bufnr(0)] == version
end

-- Tells whether all was said a good while ago, for whoever waits for more.
local function patience_with_a_settled_file()
  local since
  return function()
    since = is_settled() and (since or vim.uv.now()) or nil
    return since ~= nil and vim.uv.now() - since > scenario.grace
  end
end

-- One key, handled completely, and what it set off sent to the server.
local function press(keys)
  vim.api.nvim_feedkeys(vim.keycode(keys), 'xt', false)
  vim.wait(0)
end

local function move_to(row, col)
  vim.api.nvim_win_set_cursor(0, { row + 1, col })
end

local play = {}

function play.open(step)
  vim.cmd.edit(vim.fn.fnameescape(step.file))
  wait('the server', function()
    return #vim.lsp.get_clients({ bufnr = 0, name = 'nodeward' }) > 0
  end)
end

-- A squiggle: of this rule, under this text (either may be left out).
function play.see(step)
  wait('a squiggle', function()
    return #shown(step) > 0
  end, patience_with_a_settled_file())
end

-- No such squiggle any more, in what was said about the text as it is now.
function play.see_none(step)
  wait('the squiggle to go', function()
    return is_settled() and #shown(step) == 0
  end)
end

function play.after(step)
  local _, _, row, col = find(step.text)
  scenario.mark = vim.api.nvim_buf_set_extmark(0, scenario.namespace, row, col, {})
end

function play.before(step)
  local row, col = find(step.text)
  scenario.mark = vim.api.nvim_buf_set_extmark(0, scenario.namespace, row, col, {})
end

-- Types at the place that `after` or `before` chose, one key at a time.
function play.type(step)
  for _, character in ipairs(vim.fn.split(step.text, '\\zs')) do
    local row, col = unpack(vim.api.nvim_buf_get_extmark_by_id(0, scenario.namespace, scenario.mark, {}))
    move_to(row, col)
    local at_end = col == #vim.api.nvim_buf_get_lines(0, row, row + 1, true)[1]
    local key = character == '\n' and '<CR>' or character == '<' and '<lt>' or character
    press((at_end and 'A' or 'i') .. key .. '<Esc>')
  end
end

function play.erase(step)
  local row, col = find(step.text)
  move_to(row, col)
  for _ = 1, vim.fn.strchars(step.text) do
    press('x')
  end
end

local function apply_action(step, wanted)
  play.see(step)
  local diagnostic = shown(step)[1]
  move_to(diagnostic.lnum, diagnostic.col)
  -- A person's next key begins a new change for undo; a script's does not by itself.
  vim.cmd('let &undolevels = &undolevels')
  local tick = vim.api.nvim_buf_get_changedtick(0)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      table.insert(notes, 'offered: ' .. action.title)
      local of_this = vim.iter(action.diagnostics or {}):any(function(d)
        return d.code == step.rule
      end)
      return of_this and wanted(action)
    end,
  })
  wait('the fix', function()
    return vim.api.nvim_buf_get_changedtick(0) ~= tick
  end)
end

-- The preferred action of a squiggle, as one key would apply it.
function play.fix(step)
  apply_action(step, function(action)
    return action.isPreferred
  end)
end

-- The action of a squiggle that somebody picks from the list by its title.
function play.choose(step)
  apply_action(step, function(action)
    return action.title == step.title
  end)
end

-- A key or command of the user's own.
function play.press(step)
  if step.text then
    move_to(find(step.text))
  end
  local tick = vim.api.nvim_buf_get_changedtick(0)
  vim.api.nvim_feedkeys(vim.keycode(step.keys), 'mxt', false)
  wait('a change', function()
    return vim.api.nvim_buf_get_changedtick(0) ~= tick
  end)
end

-- As a person saves: this buffer whether or not it was changed, and whatever a fix has changed elsewhere.
function play.save()
  vim.cmd('silent write')
  vim.cmd('silent wall')
end

function play.help(step)
  vim.cmd.helptags(scenario.runtime .. '/doc')
  vim.cmd.help(step.topic)
  assert(vim.bo.buftype == 'help', 'no help was opened')
  vim.cmd.close()
end

local function describe_diagnostics()
  return vim.tbl_map(function(d)
    local ok, text = pcall(text_under, d)
    return ('%s at %d:%d under %s'):format(tostring(d.code), d.lnum + 1, d.col + 1, ok and text or '?')
  end, vim.diagnostic.get(0))
end

local function run()
  scenario.namespace = vim.api.nvim_create_namespace('scenario')
  for number, step in ipairs(scenario.steps) do
    local ok, problem = xpcall(play[step.play], function(e)
      return type(e) == 'string' and e or debug.traceback(vim.inspect(e))
    end, step)
    if failure or not ok then
      error(('step %d, %s: %s'):format(number, vim.json.encode(step), ok and failure or problem), 0)
    end
  end
end

-- What the server logs tells how far it is, if it is asked to trace, and what has failed.
local function heard(line)
  if line.type == vim.lsp.protocol.MessageType.Error then
    failure = line.message
  elseif line.message == 'the project was read' then
    project_is_read = true
  elseif project_is_read then
    local path, version = line.message:match('^analysed (.*) version (%d+):')
    if path then
      analysed[path] = tonumber(version)
    end
  end
end

local function listen()
  local publish = vim.lsp.handlers['textDocument/publishDiagnostics']
  vim.lsp.handlers['textDocument/publishDiagnostics'] = function(err, result, ctx)
    publish(err, result, ctx)
    published[result.uri] = result.version
  end
  local log = vim.lsp.handlers['window/logMessage']
  vim.lsp.handlers['window/logMessage'] = function(err, result, ctx)
    log(err, result, ctx)
    heard(result)
  end
  vim.notify = function(message)
    table.insert(notes, message)
  end
  vim.ui.select = function(items)
    table.insert(notes, ('a choice between %d actions'):format(#items))
  end
end

local function finish(ok, problem)
  local outcome = {
    ok = ok,
    problem = problem,
    notes = vim.list_extend({}, notes),
    diagnostics = describe_diagnostics(),
    buffer = buffer_text(),
  }
  vim.fn.writefile({ vim.json.encode(outcome) }, vim.env.RESULT)
  for _, client in ipairs(vim.lsp.get_clients()) do
    client:stop()
  end
  vim.wait(5000, function()
    return #vim.lsp.get_clients() == 0
  end, 10)
  vim.cmd('qall!')
end

-- After start-up, so that filetypes and servers are set up as in a person's session.
vim.api.nvim_create_autocmd('VimEnter', {
  once = true,
  callback = function()
    vim.schedule(function()
      listen()
      finish(xpcall(run, function(e)
        return type(e) == 'string' and e or debug.traceback(vim.inspect(e))
      end))
    end)
  end,
})
