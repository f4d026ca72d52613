//! One key of `#[iron(..)]` as it is being read: the forms of its value, and what to say when they are wrong.

use proc_macro2::Span;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprBinary, ExprLit, ExprPath, Ident, Lit, LitBool, LitStr, Path, Token, token};

use crate::attr::names::{COOKIE, DOMAIN, PATH, PURPOSE};
use crate::attr::nearest;
use crate::attr::place::Place;
use crate::attr::synonyms::Meant;
use crate::errors::Errors;

/// A value with the span of the key before it.
pub(crate) struct Given<T> {
    pub(crate) key: Span,
    pub(crate) value: T,
}

/// A text, or a constant whose value only rustc will know.
#[derive(Clone)]
pub(crate) enum Text {
    Literal(LitStr),
    Const(Expr),
}

impl Text {
    /// Where the user wrote it.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span(),
            Self::Const(value) => value.span(),
        }
    }

    /// The literal, if it is one.
    pub(crate) fn literal(&self) -> Option<&LitStr> {
        match self {
            Self::Literal(literal) => Some(literal),
            Self::Const(_) => None,
        }
    }
}

/// A key as it is being read.
pub(crate) struct Key {
    pub(crate) name: String,
    span: Span,
}

impl Key {
    /// The name of the key, up to its `=`.
    pub(crate) fn parse(input: ParseStream, known: &[&str]) -> syn::Result<Self> {
        let ident: Ident = input.call(Ident::parse_any).map_err(|error| {
            syn::Error::new(error.span(), format_args!("expected a key, such as `{}`", known[0]))
        })?;
        let mut name = ident.unraw().to_string();
        // No key has a hyphen; read as one word, `http-only` finds `http_only`.
        while input.peek(Token![-]) && input.peek2(Ident::peek_any) {
            input.parse::<Token![-]>()?;
            name = format!("{name}-{}", input.call(Ident::parse_any)?);
        }
        Ok(Self { name, span: ident.span() })
    }

    /// Keeps a value, unless the key was given before.
    pub(crate) fn set<T>(&self, slot: &mut Option<Given<T>>, value: T, errors: &mut Errors) {
        if slot.is_some() {
            errors.push(self.span, format_args!("`{}` is given twice; keep one", self.name));
        } else {
            *slot = Some(self.given(value));
        }
    }

    /// A value with this key's span.
    pub(crate) fn given<T>(&self, value: T) -> Given<T> {
        Given { key: self.span, value }
    }

    /// `key = "text"`.
    pub(crate) fn text(&self, input: ParseStream, example: &str) -> syn::Result<LitStr> {
        let expected = format!("a string, such as `{example:?}`");
        let text: LitStr = self.value(input, &expected)?;
        if text.suffix().is_empty() {
            return Ok(text);
        }
        Err(syn::Error::new(text.span(), format_args!("`{}` takes {expected}, without suffix", self.name)))
    }

    /// `key = "text"`, or `key = EXPRESSION` for a constant.
    pub(crate) fn text_or_const(&self, input: ParseStream, example: &str) -> syn::Result<Text> {
        if input.peek(Token![=]) && input.peek2(LitStr) {
            return self.text(input, example).map(Text::Literal);
        }
        let expected = format!("a string, such as `{example:?}`, or a constant");
        let expr: Expr = self.value(input, &expected)?;
        if let Some(this) = expr.to_token_stream().into_iter().find(|token| token.to_string() == "Self") {
            return Err(syn::Error::new(
                this.span(),
                "constants are checked outside the struct's impls, where there is no `Self`; write the struct's name",
            ));
        }
        match &expr {
            _ if [COOKIE, PATH, DOMAIN, PURPOSE].contains(&self.name.as_str()) && is_unquoted(&expr) => {
                Err(self.without_quotes(&expr))
            }
            // A number or `true` was hardly meant as a constant. Macros put literals into invisible groups.
            Expr::Lit(_) => {
                Err(syn::Error::new_spanned(expr, format_args!("`{}` takes {expected}", self.name)))
            }
            Expr::Group(group) => match &*group.expr {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(Text::Literal(text.clone())),
                _ => Ok(Text::Const(expr)),
            },
            _ => Ok(Text::Const(expr)),
        }
    }

    fn without_quotes(&self, expr: &Expr) -> syn::Error {
        let text: String = expr.to_token_stream().into_iter().map(|token| token.to_string()).collect();
        syn::Error::new_spanned(expr, format_args!("`{0}` takes a string; write `{0} = {text:?}`", self.name))
    }

    /// `key = name`, of a method.
    pub(crate) fn name(&self, input: ParseStream) -> syn::Result<Ident> {
        self.equals(input)?;
        self.ident(input, "a method's name, without path or quotes")
    }

    /// `key = name`, of a field.
    pub(crate) fn field(&self, input: ParseStream) -> syn::Result<Ident> {
        self.equals(input)?;
        self.ident(input, "the name of a field, without quotes, such as `user_id`")
    }

    /// The name of a method or field.
    pub(crate) fn ident(&self, input: ParseStream, expected: &str) -> syn::Result<Ident> {
        let name: Ident = self.after_equals(input, expected)?;
        // A word after the name is the next key, without its comma.
        if !input.is_empty() && !input.peek(Token![,]) && !input.peek(Ident::peek_any) {
            return Err(syn::Error::new(name.span(), format_args!("`{}` takes {expected}", self.name)));
        }
        Ok(name)
    }

    /// `key = true`, `key = false`, or the key alone for true.
    pub(crate) fn switch(&self, input: ParseStream) -> syn::Result<LitBool> {
        self.switch_or(input, "`true` or `false`")
    }

    /// A switch, with what the message says of another value.
    pub(crate) fn switch_or(&self, input: ParseStream, expected: &str) -> syn::Result<LitBool> {
        if takes_value(input) { self.value(input, expected) } else { Ok(LitBool::new(true, self.span)) }
    }

    /// The key alone.
    pub(crate) fn flag(&self, input: ParseStream) -> syn::Result<()> {
        if takes_value(input) {
            return Err(input.error(format_args!("`{0}` takes no value; write `{0}` alone", self.name)));
        }
        Ok(())
    }

    /// `key = path`, of a module; or the path as a string.
    pub(crate) fn module(&self, input: ParseStream, example: &str) -> syn::Result<Path> {
        self.path(input, Path::parse_mod_style, example)
    }

    /// `key = path`, of what holds functions; or the path as a string.
    pub(crate) fn functions(&self, input: ParseStream, example: &str) -> syn::Result<Path> {
        self.path(input, functions, example)
    }

    fn path(
        &self,
        input: ParseStream,
        parse: fn(ParseStream) -> syn::Result<Path>,
        example: &str,
    ) -> syn::Result<Path> {
        self.equals(input)?;
        let span = input.span();
        let path =
            if input.peek(LitStr) { input.parse::<LitStr>()?.parse_with(parse) } else { input.call(parse) };
        path.map_err(|_| {
            syn::Error::new(span, format_args!("`{}` takes a path, such as `{example}`", self.name))
        })
    }

    /// The key alone, or `key = expression`.
    pub(crate) fn optional_expr(&self, input: ParseStream) -> syn::Result<Option<Expr>> {
        if input.is_empty() || input.peek(Token![,]) {
            return Ok(None);
        }
        self.value(input, "an expression, such as `7` or `Theme::Light`").map(Some)
    }

    /// `key = value`, of any kind.
    pub(crate) fn value<T: Parse>(&self, input: ParseStream, expected: &str) -> syn::Result<T> {
        self.equals(input)?;
        self.after_equals(input, expected)
    }

    /// A value of any kind.
    pub(crate) fn after_equals<T: Parse>(&self, input: ParseStream, expected: &str) -> syn::Result<T> {
        // Where the value is missing, blame the key rather than the parenthesis after it.
        let span = if input.is_empty() || input.peek(Token![,]) { self.span } else { input.span() };
        input.parse().map_err(|_| syn::Error::new(span, format_args!("`{}` takes {expected}", self.name)))
    }

    pub(crate) fn equals(&self, input: ParseStream) -> syn::Result<()> {
        if input.peek(Token![=]) {
            return input.parse::<Token![=]>().map(|_| ());
        }
        Err(syn::Error::new(self.span, format_args!("`{0}` needs a value; write `{0} = ..`", self.name)))
    }

    /// What to say about a key that is not known at its place.
    pub(crate) fn unknown(&self, place: Place) -> syn::Error {
        let (name, known, (elsewhere, where_else)) = (self.name.as_str(), place.known(), place.elsewhere());
        let message = if elsewhere.contains(&name) {
            format!("`{name}` belongs on {where_else}; write it there")
        } else if let Some(foreign) = place.foreign(name) {
            foreign
        } else if let Some(Meant::Key(key)) = place.meant(name) {
            format!("unknown key `{name}`; here it is `{key}`")
        } else if let Some(Meant::Elsewhere(place)) = place.meant(name) {
            format!("unknown key `{name}`; {place}")
        } else if let Some(near) = nearest::of(name, known) {
            format!("unknown key `{name}`; did you mean `{near}`?")
        } else if let Some(near) = nearest::of(name, elsewhere) {
            format!("unknown key `{name}`; did you mean `{near}`, which belongs on {where_else}?")
        } else {
            format!("unknown key `{name}`; known here are `{}`", known.join("`, `"))
        };
        syn::Error::new(self.span, message)
    }
}

/// Whether an expression is a text without its quotes, such as `my-app`. No constant text is a difference.
fn is_unquoted(expr: &Expr) -> bool {
    match expr {
        Expr::Binary(ExprBinary { left, op: BinOp::Sub(_), right, .. }) => {
            let is_word = |part: &Expr| matches!(part, Expr::Path(_) | Expr::Field(_) | Expr::Lit(_));
            (is_word(left) || is_unquoted(left)) && is_word(right)
        }
        _ => false,
    }
}

/// The path to functions: a module, or a type such as `Hex::<u8>`.
fn functions(input: ParseStream) -> syn::Result<Path> {
    let path = input.parse::<ExprPath>()?.path;
    if input.peek(Token![<]) {
        return Err(input.error("arguments of a type stand after `::` here"));
    }
    Ok(path)
}

/// Whether a value follows, in `key = value` or in the `key(value)` that other derives use.
fn takes_value(input: ParseStream) -> bool {
    input.peek(Token![=]) || input.peek(token::Paren)
}
