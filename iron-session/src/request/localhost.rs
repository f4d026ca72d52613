//! Whether a request is for this machine itself.

use std::net::Ipv4Addr;

use super::host;

/// Whether a Host header, with or without a port, names this machine and no other.
pub(crate) fn is_localhost(host: &[u8]) -> bool {
    let Some(name) = host::name(host) else {
        return false;
    };
    let below_localhost = |name: &str| {
        let label = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        name.strip_suffix(".localhost").is_some_and(|below| !below.is_empty() && below.bytes().all(label))
    };
    let name = name.to_ascii_lowercase();
    name == "localhost"
        || name == "[::1]"
        || below_localhost(&name)
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}
