//! One file's text to the paths in it that lead into the same crate.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// A path as seen from the root of the crate: `["seal", "Record"]` for `super::Record` in `seal/native.rs`.
pub(super) struct Written {
    pub(super) line: usize,
    pub(super) segments: Vec<String>,
}

#[derive(Default)]
pub(super) struct Contents {
    pub(super) paths: Vec<Written>,
    /// The modules that the file declares for its unit tests.
    pub(super) test_modules: Vec<Vec<String>>,
}

/// Reads the file that holds `module`.
///
/// The lexer drops comments, and a string is one literal. So what looks like a path there is not read as one.
pub(super) fn read(path: &str, module: &[String], text: &str) -> Contents {
    let tokens = TokenStream::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut contents = Contents::default();
    let scope = Scope { module: module.to_vec(), children: children(&tokens) };
    scan(&scope, &tokens, &mut contents);
    contents
}

/// Where tokens stand: the module, and the modules declared in it, whose names may begin a path.
struct Scope {
    module: Vec<String>,
    children: Vec<String>,
}

impl Scope {
    fn begins_path(&self, name: &str) -> bool {
        matches!(name, "crate" | "super" | "self") || self.children.iter().any(|child| child == name)
    }

    /// The path from the root of the crate, if it leads there.
    fn resolve(&self, written: &[String]) -> Option<Vec<String>> {
        let first = written.first()?;
        if !self.begins_path(first) {
            return None;
        }
        let mut segments = if first == "crate" { Vec::new() } else { self.module.clone() };
        for segment in written {
            match segment.as_str() {
                "crate" | "self" => {}
                "super" => drop(segments.pop()),
                name => segments.push(name.to_owned()),
            }
        }
        Some(segments)
    }

    fn note(&self, written: &[String], line: usize, contents: &mut Contents) {
        contents.paths.extend(self.resolve(written).map(|segments| Written { line, segments }));
    }
}

fn scan(scope: &Scope, tokens: &[TokenTree], contents: &mut Contents) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Punct(sharp) if sharp.as_char() == '#' && is_for_tests(tokens.get(at + 1)) => {
                let item = &tokens[at..at + item_length(&tokens[at..])];
                let modules = children(item).into_iter().map(|name| [&scope.module, &[name][..]].concat());
                contents.test_modules.extend(modules);
                at += item.len();
                continue;
            }
            TokenTree::Ident(keyword) if *keyword == "use" && !is_punct(tokens.get(at + 1), '<') => {
                let item = &tokens[at..at + item_length(&tokens[at..])];
                use_tree(scope, &[], &item[1..], contents);
                at += item.len();
                continue;
            }
            TokenTree::Ident(keyword) if *keyword == "mod" => {
                if let [TokenTree::Ident(name), TokenTree::Group(body), ..] = &tokens[at + 1..] {
                    inline_module(scope, &name.to_string(), body, contents);
                    at += 3;
                    continue;
                }
            }
            TokenTree::Ident(_) if !is_inside_a_path(tokens, at) => {
                let written = path_at(tokens, at);
                if written.len() > 1 {
                    scope.note(&written, tokens[at].span().start().line, contents);
                }
            }
            TokenTree::Group(group) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                // `pub(in crate::seal)` says who may import, and imports nothing.
                let visibility = group.delimiter() == Delimiter::Parenthesis && is_ident(inner.first(), "in");
                if !visibility {
                    scan(scope, &inner, contents);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

fn inline_module(scope: &Scope, name: &str, body: &Group, contents: &mut Contents) {
    let body: Vec<_> = body.stream().into_iter().collect();
    let module = [&scope.module, &[name.to_owned()][..]].concat();
    scan(&Scope { module, children: children(&body) }, &body, contents);
}

/// Notes each path of a `use` item: nested groups, `self` in a group, `*`, and names before `as`.
fn use_tree(scope: &Scope, prefix: &[String], tokens: &[TokenTree], contents: &mut Contents) {
    for branch in tokens.split(|token| is_punct(Some(token), ',') || is_punct(Some(token), ';')) {
        let Some(last) = branch.last() else { continue };
        if is_joint_colon(branch.first()) {
            continue; // `::http` is another crate, whatever modules are called here
        }
        let mut written = prefix.to_vec();
        let mut line = last.span().start().line;
        let mut nested = false;
        for token in branch {
            match token {
                TokenTree::Ident(keyword) if *keyword == "as" => break,
                TokenTree::Ident(segment) => {
                    line = segment.span().start().line;
                    written.push(segment.to_string());
                }
                TokenTree::Punct(star) if star.as_char() == '*' => written.push("*".to_owned()),
                TokenTree::Group(group) => {
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    use_tree(scope, &written, &inner, contents);
                    nested = true;
                }
                _ => {}
            }
        }
        if !nested {
            scope.note(&written, line, contents);
        }
    }
}

/// The names of the modules that stand among these tokens.
fn children(tokens: &[TokenTree]) -> Vec<String> {
    let declared = tokens.windows(2).filter(|pair| is_ident(pair.first(), "mod"));
    declared
        .filter_map(|pair| if let TokenTree::Ident(name) = &pair[1] { Some(name.to_string()) } else { None })
        .collect()
}

/// How many tokens the item takes that begins here: to its `;` or its braces.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_use = is_ident(tokens.first(), "use");
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => !is_use && group.delimiter() == Delimiter::Brace,
        token => is_punct(Some(token), ';'),
    };
    tokens.iter().position(ends).map_or(tokens.len(), |end| end + 1)
}

/// `[cfg(test)]` or `[cfg(all(test, ..))]`, which no build for users compiles.
fn is_for_tests(attribute: Option<&TokenTree>) -> bool {
    let text = attribute.map(ToString::to_string).unwrap_or_default();
    let text: String = text.split_whitespace().collect();
    text == "[cfg(test)]" || text.starts_with("[cfg(all(test,")
}

/// Whether the word at `at` continues a path, or a macro puts a word of its own there.
fn is_inside_a_path(tokens: &[TokenTree], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map(|index| &tokens[index]);
    let put_in = is_punct(before(1), '#') || (is_punct(before(1), '$') && !is_ident(tokens.get(at), "crate"));
    put_in || (is_punct(before(1), ':') && is_joint_colon(before(2)))
}

/// The segments of the path that begins at `at`, without generic arguments.
fn path_at(tokens: &[TokenTree], at: usize) -> Vec<String> {
    let mut segments = Vec::new();
    let mut rest = &tokens[at..];
    while let [TokenTree::Ident(segment), after @ ..] = rest {
        segments.push(segment.to_string());
        if !is_joint_colon(after.first()) || !is_punct(after.get(1), ':') {
            break;
        }
        rest = &after[2..];
    }
    segments
}

fn is_ident(token: Option<&TokenTree>, name: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if *ident == name)
}

fn is_punct(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

fn is_joint_colon(token: Option<&TokenTree>) -> bool {
    let joint = matches!(token, Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint);
    joint && is_punct(token, ':')
}
