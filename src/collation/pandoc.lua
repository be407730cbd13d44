-- The pandoc side of collation.pandoc: one process that reads, formats entries and writes, as often as it is asked.
-- A request is a line of JSON and `size` bytes of body; a reply is the same.  Bodies travel apart from the JSON so that
-- a DOCX passes through unharmed.

local function media(paths)
  -- Images come by name from Python: the name is what the document shows, the path is only where its bytes lie.
  pandoc.mediabag.empty()
  for _, item in ipairs(paths or {}) do
    local file = assert(io.open(item.path, 'rb'))
    pandoc.mediabag.insert(item.name, item.type, file:read('a'))
    file:close()
  end
end

local function writer_options(request)
  local options = {
    wrap_text = 'none',
    html_math_method = 'mathml',
    reference_doc = request.reference_doc,
    top_level_division = 'top-level-default',
  }
  if request.template then
    options.template = pandoc.template.compile(request.template)
  end
  return options
end

local operations = {}

function operations.read(request, body)
  return pandoc.write(pandoc.read(body, request.format), 'json')
end

-- citeproc sets the name of an organization in capitals where a style wants that for family names (GB/T 7714-2015
-- 8.1.4 does not), and puts the particle of `van Buul` behind the given names, where no reader looks for it.  So the
-- organization becomes a given name, its commas private characters: citeproc cuts a given name at a comma.
local COMMA = '\u{E000}'

local function replaced(inlines, from, to)
  return pandoc.Inlines(inlines):walk{Str = function(str) return pandoc.Str((str.text:gsub(from, to))) end}
end

local function mend_name(name)
  if name.literal and pandoc.utils.stringify(name.literal) ~= 'others' then
    name.given, name.literal = replaced(name.literal, ',', COMMA), nil
  end
  if name['dropping-particle'] and not name['non-dropping-particle'] then
    name['non-dropping-particle'], name['dropping-particle'] = name['dropping-particle'], nil
  end
  return name
end

local function mend_names(references)
  for _, reference in ipairs(references or {}) do
    for _, role in ipairs{'author', 'editor', 'translator', 'container-author', 'collection-editor'} do
      if reference[role] then
        reference[role] = pandoc.List(reference[role]):map(mend_name)
      end
    end
  end
  return references
end

-- Formats the entries of a BibTeX text, in the order of `citekeys`, by a CSL style in one locale.
function operations.format_entries(request, body)
  -- pandoc's BibLaTeX reader knows BibTeX's own fields too (journal, address, year), as its command line has it.
  local entries = pandoc.read(body, 'biblatex')
  local citations = pandoc.List()
  for _, citekey in ipairs(request.citekeys) do
    citations:insert(pandoc.Citation(citekey, 'NormalCitation'))
  end
  local document = pandoc.Pandoc(
    {pandoc.Para{pandoc.Cite({}, citations)}},
    {
      references = mend_names(entries.meta.references),
      csl = request.style,
      lang = pandoc.MetaString(request.language),
      ['link-bibliography'] = false,
    }
  )
  local formatted = pandoc.utils.citeproc(document)
  local list = formatted.blocks:filter(function(block) return block.identifier == 'refs' end)
  list = list:walk{Str = function(str) return pandoc.Str((str.text:gsub(COMMA, ','))) end}
  return pandoc.write(pandoc.Pandoc(list), 'json')
end

function operations.write(request, body)
  media(request.media)
  return pandoc.write(pandoc.read(body, 'json'), request.format, writer_options(request))
end

local line = io.read('l')
while line do
  local request = pandoc.json.decode(line, false)
  local body = request.size > 0 and io.read(request.size) or ''
  local succeeded, result
  local logged = pandoc.log.silence(function()
    succeeded, result = pcall(operations[request.operation], request, body)
  end)
  local messages = pandoc.List()
  for _, message in ipairs(logged) do
    -- tostring() of a message is its address; only its JSON says what it is.
    local said = pandoc.json.decode(pandoc.json.encode(message), false)
    messages:insert{level = said.verbosity, text = said.pretty}
  end
  result = tostring(result)
  io.write(pandoc.json.encode{succeeded = succeeded, size = #result, messages = messages}, '\n', result)
  io.flush()
  line = io.read('l')
end
