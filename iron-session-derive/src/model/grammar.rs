//! What the texts of a cookie may be: names, prefixes, paths and domains.
//!
//! Each function says what is wrong with a text, and what to write instead.
//! The runtime checks the same rules in `const`. Here the message can point at the user's token.

/// The name of a cookie that is given none.
pub(crate) const DEFAULT_NAME: &str = "__Host-session";

/// Browsers ignore an attribute whose value is longer (RFC 6265bis, "The Set-Cookie Header Field Parsing").
pub(crate) const MAX_ATTRIBUTE_BYTES: usize = 1024;
/// A longer name would leave too little of the 4096 bytes to the session.
pub(crate) const MAX_NAME_BYTES: usize = 256;
pub(crate) const PREFIXES: [&str; 4] = ["__Host-Http-", "__Host-", "__Http-", "__Secure-"];

/// The prefix that a browser sees in a name. Browsers ignore the letter case of prefixes.
pub(crate) fn prefix_of(name: &str) -> Option<&'static str> {
    PREFIXES
        .into_iter()
        .find(|prefix| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
}

/// What is wrong with a cookie name, if anything.
pub(crate) fn name_fault(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some(
            "a cookie needs a name; write one, or leave the key out for `__Host-session`".to_owned(),
        );
    }
    if let Some(bad) = name.chars().find(|c| !is_token(*c)) {
        return Some(format!("a cookie name may not contain {bad:?}; use letters, digits, `-`, `_` and `.`"));
    }
    if name.len() > MAX_NAME_BYTES {
        return Some(format!(
            "a cookie name has at most {MAX_NAME_BYTES} characters, since they count against the 4096 of the cookie; \
             choose a shorter one"
        ));
    }
    if let Some((session, digit)) = name.rsplit_once('.').filter(|(_, end)| is_digit(end)) {
        return Some(format!(
            "`{name}` ends as a chunk of another session does: `NAME.0` to `NAME.3` belong to `NAME`, and 4 to 9 \
             are kept for more chunks; write another end, such as `{session}-{digit}`"
        ));
    }
    let prefix = prefix_of(name)?;
    if !name.starts_with(prefix) {
        return Some(format!(
            "browsers read the prefix `{prefix}` in any letter case, servers do not; write `{prefix}`"
        ));
    }
    (name.len() == prefix.len()).then(|| format!("`{prefix}` is only a prefix; write a name after it"))
}

/// What is wrong with a cookie path, if anything.
pub(crate) fn path_fault(path: &str) -> Option<String> {
    if !path.starts_with('/') {
        return Some(
            "a cookie path begins with `/`, or browsers take another; write one such as `/app`".to_owned(),
        );
    }
    if let Some(bad) = path.chars().find(|c| !c.is_ascii_graphic() || *c == ';') {
        return Some(format!(
            "a cookie path may not contain {bad:?}; use visible ASCII characters other than `;`"
        ));
    }
    too_long("path", path)
}

/// What is wrong with a cookie domain, if anything.
pub(crate) fn domain_fault(domain: &str) -> Option<String> {
    let bare = domain.trim_matches('.');
    if bare.is_empty() {
        return Some(
            "a cookie domain needs a host name; write one, or leave the key out for this host alone"
                .to_owned(),
        );
    }
    if let Some(bad) = domain.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_.".contains(*c))) {
        return Some(format!(
            "a cookie domain may not contain {bad:?}; write a plain host name such as `example.com`, in punycode, \
             without scheme, port or path"
        ));
    }
    if bare != domain {
        return Some(format!("a cookie domain neither begins nor ends with a dot; write `{bare}`"));
    }
    too_long("domain", domain).or_else(|| label_fault(domain))
}

/// What is wrong with the parts of a domain between its dots, if anything.
fn label_fault(domain: &str) -> Option<String> {
    let labels: Vec<&str> = domain.split('.').collect();
    if labels.contains(&"") {
        return Some("a cookie domain has a name between two dots; remove one of them".to_owned());
    }
    if let Some(label) = labels.iter().find(|label| label.starts_with('-') || label.ends_with('-')) {
        return Some(format!(
            "`{label}` is not a part of a host name, which neither begins nor ends with a hyphen; remove that"
        ));
    }
    let last = labels.last()?;
    if is_number(last) {
        return Some(format!(
            "`{domain}` is an address, and browsers keep cookies of addresses to themselves; remove `domain`"
        ));
    }
    (labels.len() < 2).then(|| {
        format!(
            "`{domain}` has no dot, and browsers share no cookie with a whole top-level domain; write one such as \
             `example.com`, or remove `domain`"
        )
    })
}

/// Whether a last label makes the whole an address for browsers (URL standard, "ends in a number checker").
fn is_number(label: &str) -> bool {
    let hex = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    hex.map_or_else(
        || label.bytes().all(|byte| byte.is_ascii_digit()),
        |hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
    )
}

fn too_long(attribute: &str, text: &str) -> Option<String> {
    (text.len() > MAX_ATTRIBUTE_BYTES).then(|| {
        format!("a cookie {attribute} has at most {MAX_ATTRIBUTE_BYTES} bytes, since browsers ignore a longer one; shorten it")
    })
}

fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.as_bytes()[0].is_ascii_digit()
}

/// RFC 9110, section 5.6.2.
fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}
