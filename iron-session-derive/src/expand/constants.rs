//! What rustc has to check of a configuration, since only it knows the values of constants.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Expr;
use syn::spanned::Spanned;

use crate::attr::{self, StructKeys, Text};
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
        let parts = [attr::COOKIE, attr::PATH, attr::DOMAIN, attr::MAX_AGE];
        let parts = parts.into_iter().filter_map(|key| {
            let (span, check) = self.part(key)?;
            Some(assertion::item(span, &[check]))
        });
        let relations = [
            self.relation(&[attr::COOKIE, attr::SECURE, attr::HTTP_ONLY]),
            self.relation(&[attr::DOMAIN, attr::COOKIE]),
            self.relation(&[attr::PATH, attr::COOKIE]),
            self.absolute_timeout(),
            self.refresh_after(),
        ];
        let relations = relations.into_iter().flatten().map(|(span, checks)| assertion::item(span, &checks));
        parts.chain(relations).collect()
    }

    /// A timeout is at least `max_age`, or the shortest of them.
    fn absolute_timeout(&self) -> Option<(Span, Vec<TokenStream>)> {
        if self.keys.max_age.is_some() {
            return self.relation(&[attr::ABSOLUTE_TIMEOUT, attr::MAX_AGE]);
        }
        let value = self.value(attr::ABSOLUTE_TIMEOUT)?;
        let (start, call, span) = (self.start, self.call(attr::ABSOLUTE_TIMEOUT), value.span());
        let config = quote!(#start.max_age(::core::time::Duration::from_secs(1))#call);
        Some((span, vec![assertion::check(self.runtime, "assert_relations", span, &config)]))
    }

    /// A refresh comes before the session ends, which without `max_age` the timeout may decide.
    fn refresh_after(&self) -> Option<(Span, Vec<TokenStream>)> {
        if self.keys.max_age.is_some() {
            return self.relation(&[attr::REFRESH_AFTER, attr::MAX_AGE]);
        }
        let (span, mut checks) = self.relation(&[attr::REFRESH_AFTER, attr::ABSOLUTE_TIMEOUT])?;
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
        let is_default = |key| key != attr::COOKIE && self.call(key).is_none();
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
            attr::COOKIE => ("assert_cookie", self.keys.cookie.as_ref()?.value.to_token_stream()),
            attr::PATH => ("assert_path", self.keys.path.as_ref()?.value.to_token_stream()),
            attr::DOMAIN => ("assert_domain", self.keys.domain.as_ref()?.value.to_token_stream()),
            attr::MAX_AGE => ("assert_max_age", lifetimes::constant(value)),
            _ => return None,
        };
        Some((value.span(), assertion::check(self.runtime, name, value.span(), &argument)))
    }

    /// The value of a key, if it is a constant.
    fn value(&self, key: &str) -> Option<&Expr> {
        let given = match key {
            attr::COOKIE => &self.keys.cookie,
            attr::PATH => &self.keys.path,
            attr::DOMAIN => &self.keys.domain,
            attr::MAX_AGE => &self.keys.max_age,
            attr::REFRESH_AFTER => &self.keys.refresh_after,
            attr::ABSOLUTE_TIMEOUT => &self.keys.absolute_timeout,
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
