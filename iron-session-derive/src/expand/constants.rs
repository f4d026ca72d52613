//! What rustc has to check of a configuration, since only it knows the values of constants.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Expr;
use syn::spanned::Spanned;

use crate::attr::{StructKeys, Text, names};
use crate::expand::assertion;
use crate::model::cookie::Call;
use crate::model::lifetimes;

/// A configuration, some of whose values may be constants.
pub(crate) struct Constants<'a> {
    pub(crate) keys: &'a StructKeys,
    pub(crate) runtime: &'a TokenStream,
    /// `Config::new(..)`.
    pub(crate) start: &'a TokenStream,
    pub(crate) calls: &'a [Call],
}

impl Constants<'_> {
    /// Items that fail to compile if a constant is not what it must be, or contradicts another key.
    pub(crate) fn assertions(&self) -> TokenStream {
        let parts = [names::COOKIE, names::PATH, names::DOMAIN, names::MAX_AGE];
        let parts = parts.into_iter().filter_map(|key| {
            let (span, check) = self.part(key)?;
            Some(assertion::item(span, &[check]))
        });
        let relations = [
            self.relation(&[names::COOKIE, names::SECURE, names::HTTP_ONLY]),
            self.relation(&[names::DOMAIN, names::COOKIE]),
            self.relation(&[names::PATH, names::COOKIE]),
            self.absolute_timeout(),
            self.refresh_after(),
        ];
        let relations = relations.into_iter().flatten().map(|(span, checks)| assertion::item(span, &checks));
        parts.chain(relations).collect()
    }

    /// A timeout is at least `max_age`, or the shortest of them.
    fn absolute_timeout(&self) -> Option<(Span, Vec<TokenStream>)> {
        if self.keys.max_age.is_some() {
            return self.relation(&[names::ABSOLUTE_TIMEOUT, names::MAX_AGE]);
        }
        let value = self.value(names::ABSOLUTE_TIMEOUT)?;
        let (start, call, span) = (self.start, self.call(names::ABSOLUTE_TIMEOUT), value.span());
        let config = quote!(#start.max_age(::core::time::Duration::from_secs(1))#call);
        Some((span, vec![assertion::check(self.runtime, "assert_relations", span, &config)]))
    }

    /// A refresh comes before the session ends, which without `max_age` the timeout may decide.
    fn refresh_after(&self) -> Option<(Span, Vec<TokenStream>)> {
        if self.keys.max_age.is_some() {
            return self.relation(&[names::REFRESH_AFTER, names::MAX_AGE]);
        }
        let (span, mut checks) = self.relation(&[names::REFRESH_AFTER, names::ABSOLUTE_TIMEOUT])?;
        if let Some((_, timeout)) = self.absolute_timeout() {
            checks.splice(0..0, timeout);
        }
        Some((span, checks))
    }

    /// Keys that may contradict each other, if one is a constant; the first that is gets the blame.
    ///
    /// Only they stand in the configuration, so that what others contradict is not told here too. What is wrong with a
    /// constant by itself comes first: rustc, having said it already, goes no further and says it no second time.
    fn relation(&self, keys: &[&str]) -> Option<(Span, Vec<TokenStream>)> {
        let is_default = |key| key != names::COOKIE && self.call(key).is_none();
        if is_default(keys[0]) {
            return None;
        }
        let span = keys.iter().find_map(|key| self.value(key))?.span();
        let (start, calls) = (self.start, keys.iter().filter_map(|key| self.call(key)));
        let config = quote!(#start #(#calls)*);
        let parts = keys.iter().filter_map(|key| self.part(key)).map(|(_, check)| check);
        let relation = assertion::check(self.runtime, "assert_relations", span, &config);
        Some((span, parts.chain([relation]).collect()))
    }

    /// A constant judged by itself.
    fn part(&self, key: &str) -> Option<(Span, TokenStream)> {
        let value = self.value(key)?;
        let (name, argument) = match key {
            names::COOKIE => ("assert_cookie", self.keys.cookie.as_ref()?.value.to_token_stream()),
            names::PATH => ("assert_path", self.keys.path.as_ref()?.value.to_token_stream()),
            names::DOMAIN => ("assert_domain", self.keys.domain.as_ref()?.value.to_token_stream()),
            names::MAX_AGE => ("assert_max_age", lifetimes::constant(value)),
            _ => return None,
        };
        Some((value.span(), assertion::check(self.runtime, name, value.span(), &argument)))
    }

    /// The value of a key, if it is a constant.
    fn value(&self, key: &str) -> Option<&Expr> {
        let given = match key {
            names::COOKIE => &self.keys.cookie,
            names::PATH => &self.keys.path,
            names::DOMAIN => &self.keys.domain,
            names::MAX_AGE => &self.keys.max_age,
            names::REFRESH_AFTER => &self.keys.refresh_after,
            names::ABSOLUTE_TIMEOUT => &self.keys.absolute_timeout,
            _ => &None,
        };
        match &given.as_ref()?.value {
            Text::Const(value) => Some(value),
            Text::Literal(_) => None,
        }
    }

    fn call(&self, key: &str) -> Option<&TokenStream> {
        self.calls.iter().find(|call| call.key == key).map(|call| &call.tokens)
    }
}
