//! Texts that a secret was to replace: templates, variables, and references into vaults.

/// Templates, by how each begins and ends.
const TEMPLATES: [(&str, &str); 6] =
    [("${", "}"), ("$(", ")"), ("{{", "}}"), ("<%", "%>"), ("#{", "}"), ("%{", "}")];

/// What is around templates that are the whole text, besides [`TEMPLATES`]. Whatever is inside, no generated
/// secret begins and ends so.
const WHOLE: [(&str, &str); 9] = [
    ("<", ">"),
    ("[[", "]]"),
    ("((", "))"),
    ("{%", "%}"),
    ("{$", "}"),
    ("$[", "]"),
    ("#{", "}#"),
    ("%(", ")s"),
    // Of a secret with several members, in JSON.
    ("{\"", "}"),
];

/// What stands around the name of a variable that nothing has replaced, if the name is the whole text.
const VARIABLES: [(&str, &str); 15] = [
    ("$", ""),
    ("$", "$"),
    ("$$", ""),
    ("$$", "$$"),
    ("$env:", ""),
    ("$Env:", ""),
    ("$ENV:", ""),
    ("%", "%"),
    ("%%", "%%"),
    ("@", "@"),
    ("@@", "@@"),
    ("!", "!"),
    ("__", "__"),
    ("{", "}"),
    ("[", "]"),
];

/// How references into vaults begin, and secrets that nothing has decrypted. Those that are URLs are known by
/// their `://`.
const REFERENCES: [&str; 8] =
    ["arn:aws", "@Microsoft.KeyVault(", "vault:", "projects/", "ENC[", "ENC(", "$ANSIBLE_VAULT;", "!vault"];

/// Whether a text was to be replaced by a secret: a template, the name of a variable, a reference into a
/// vault, or a note in angle brackets.
pub(super) fn is_template(text: &str) -> bool {
    let is_around = |&(open, close): &(&str, &str)| within(text, open, close).is_some();
    let names = |&(open, close): &(&str, &str)| within(text, open, close).is_some_and(is_name);
    holds_template(text)
        || TEMPLATES.iter().chain(&WHOLE).any(is_around)
        || VARIABLES.iter().any(names)
        || REFERENCES.iter().any(|start| text.starts_with(start))
        || is_tagged(text)
        // One raw key in 4096 begins with two slashes in base64, after its `key:`.
        || text.split_once("://").is_some_and(|(scheme, _)| scheme != "key" && is_scheme(scheme))
}

/// Whether the path of a file was to be completed: by a template, a variable, or a specifier of systemd.
pub(super) fn is_template_of_path(path: &str) -> bool {
    holds_template(path) || path.starts_with(['$', '%'])
}

/// Whether a template is anywhere in a text.
fn holds_template(text: &str) -> bool {
    // What stands in single braces is a name. Generated passwords have braces too.
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | ' ' | '/' | '$');
    let holds = |open: &str, close: &str| {
        let inner = text.split_once(open).and_then(|(_, rest)| Some(rest.split_once(close)?.0));
        inner.is_some_and(|inner| close.len() > 1 || inner.chars().all(is_name))
    };
    TEMPLATES.iter().any(|(open, close)| holds(open, close))
}

/// The text between an opening and a closing text.
fn within<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// Whether a text is the name of a variable.
fn is_name(text: &str) -> bool {
    let is_known = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_known)
}

/// Whether a text is a value of YAML with a tag for a tool to replace, such as `!Sub '..'` or `!secret x`.
fn is_tagged(text: &str) -> bool {
    let tag = text.strip_prefix('!').and_then(|rest| Some(rest.split_once(' ')?.0));
    tag.is_some_and(|tag| {
        tag.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '!' | ':' | '_' | '-'))
    })
}

/// RFC 3986, section 3.1.
fn is_scheme(text: &str) -> bool {
    let is_known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_known)
}
