//! What a server tells of itself, and whether revocations are safe there.

use redis::{ErrorKind, RedisError};

/// The setting of a server that never drops entries to make room.
pub(super) const NO_EVICTION: &str = "noeviction";

/// The value of a name in what `INFO` gives: lines of names and values.
pub(super) fn value_of<'a>(info: &'a str, name: &str) -> Option<&'a str> {
    let value = info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    Some(value.trim_end())
}

/// Whether a server has said that it copies another one. It may be late, and answers all the same.
pub(super) fn is_replica(info: &str) -> bool {
    value_of(info, "role").is_some_and(|role| role != "master")
}

/// Whether a server has refused a command, instead of not being reached.
pub(super) fn is_refusal(error: &RedisError) -> bool {
    matches!(error.kind(), ErrorKind::Server(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_whole_names() {
        let info = "# Memory\r\nmaxmemory:0\r\nmaxmemory_policy:volatile-lru\r\n";
        assert_eq!(value_of(info, "maxmemory_policy"), Some("volatile-lru"));
        assert_eq!(value_of(info, "maxmemory"), Some("0"));
        assert_eq!(value_of(info, "policy"), None);
    }

    #[test]
    fn a_replica_says_so() {
        assert!(is_replica("# Replication\r\nrole:slave\r\n"));
        assert!(!is_replica("# Replication\r\nrole:master\r\n"));
        assert!(!is_replica(""), "what a server does not tell cannot be refused");
    }
}
