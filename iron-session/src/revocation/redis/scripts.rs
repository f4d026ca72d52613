//! The scripts that make several steps one.
//!
//! They take the time from the server, which Redis lets scripts do before they write since version 5.

use redis::{Script, ScriptInvocation};

use crate::revocation::StoreKey;

/// The scripts, which the server learns when they are first run.
pub(super) struct Scripts {
    raise: Script,
    add: Script,
    list: Script,
}

/// How far a cut-off lies ahead of the server's clock is in the script: one minute, as ahead of ours.
const RAISE: &str = "
local time = redis.call('TIME')
local ahead = time[1] * 1000 + math.floor(time[2] / 1000) + 60000
local number = math.max(ahead, tonumber(ARGV[1]))
local stored = redis.call('GET', KEYS[1])
if stored then number = math.max(number, stored + 1) end
redis.call('SET', KEYS[1], string.format('%.0f', number), 'PX', ARGV[2])
return number
";

/// An entry is `end:added:text`, both in milliseconds. The list ends with its last entry.
const ADD: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last, living = now + ARGV[3], {}
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f:%.0f:', last, now) .. ARGV[2])
local entries = redis.call('HGETALL', KEYS[1])
for i = 1, #entries, 2 do
  local finish, added = string.match(entries[i + 1], '^(%d+):(%d+):')
  if not finish or tonumber(finish) <= now then
    redis.call('HDEL', KEYS[1], entries[i])
  elseif entries[i] ~= ARGV[1] then
    last = math.max(last, tonumber(finish))
    living[#living + 1] = { name = entries[i], added = tonumber(added) }
  end
end
table.sort(living, function(a, b) return a.added < b.added end)
for i = 1, #living + 1 - ARGV[4] do redis.call('HDEL', KEYS[1], living[i].name) end
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', last))
";

const LIST: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local entries, living = redis.call('HGETALL', KEYS[1]), {}
for i = 1, #entries, 2 do
  local finish, text = string.match(entries[i + 1], '^(%d+):%d+:(.*)$')
  if finish and tonumber(finish) > now then
    living[#living + 1] = { entries[i], text }
  end
end
return living
";

/// How many entries a list has at most: those that were added last.
const MOST_ENTRIES: usize = 100;

impl Scripts {
    pub(super) fn new() -> Self {
        Self { raise: Script::new(RAISE), add: Script::new(ADD), list: Script::new(LIST) }
    }

    pub(super) fn raise(&self, key: &StoreKey, at_least: u64, keep_for: u64) -> ScriptInvocation<'_> {
        let mut run = self.raise.key(key.to_string());
        run.arg(at_least).arg(keep_for);
        run
    }

    pub(super) fn add(&self, list: &StoreKey, name: &str, text: &str, keep_for: u64) -> ScriptInvocation<'_> {
        let mut run = self.add.key(list.to_string());
        run.arg(name).arg(text).arg(keep_for).arg(MOST_ENTRIES);
        run
    }

    pub(super) fn list(&self, list: &StoreKey) -> ScriptInvocation<'_> {
        self.list.key(list.to_string())
    }
}
