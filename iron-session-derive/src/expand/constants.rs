//! What rustc has to check of a configuration, since only rustc knows the values of constants.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Path;

use crate::attr::{Kind, names};
use crate::expand::{assertion, config, members, value};
use crate::model::{Form, Length, Member, Model, Setting, Settings};

/// Items that fail to compile if a constant is not what it must be, or contradicts another key.
///
/// ```text
/// const _: () = { assert_cookie(__GIVEN_AS_COOKIE); };
/// const _: () = { assert_cookie(__GIVEN_AS_COOKIE); assert_relations(Config::new(..).secure(false)); };
/// const _: () = { assert_fe26(); };
/// ```
pub(crate) fn assertions(model: &Model) -> TokenStream {
    let constants = Constants { kind: model.kind, runtime: &model.runtime, settings: &model.settings };
    let parts = PARTS.into_iter().filter_map(|key| {
        let (span, check) = constants.part(model.settings.setting(key)?)?;
        Some((span, vec![check]))
    });
    let relations = [
        constants.relation(&[names::COOKIE, names::SECURE, names::HTTP_ONLY]),
        constants.relation(&[names::DOMAIN, names::COOKIE]),
        constants.relation(&[names::PATH, names::COOKIE]),
        constants.relation(&[names::CHUNKS, names::COOKIE, names::MAX_BYTES]),
        constants.absolute_timeout(),
        constants.refresh_after(),
    ];
    let relations = relations.into_iter().flatten().filter(|_| !model.settings.is_broken);
    let lifetimes = members::sound(model).filter_map(|(index, _, member)| constants.lifetime(index, member));
    let all = parts.chain(relations).chain(constants.fe26()).chain(lifetimes);
    all.map(|(span, checks)| assertion::item(span, &checks)).collect()
}

/// The keys whose constants are checked by themselves.
const PARTS: [&str; 5] = [names::COOKIE, names::PATH, names::DOMAIN, names::MAX_AGE, names::PURPOSE];

/// A configuration, some of whose values may be constants.
struct Constants<'a> {
    kind: Kind,
    runtime: &'a Path,
    settings: &'a Settings,
}

/// The checks of one item, and where rustc reports that one fails.
type Checks = (Span, Vec<TokenStream>);

impl Constants<'_> {
    /// A timeout is at least `max_age`. Without `max_age` it is at least the shortest one.
    ///
    /// `assert_relations(Config::new("visit").max_age(Duration::from_secs(1)).absolute_timeout(TIMEOUT))`
    fn absolute_timeout(&self) -> Option<Checks> {
        if self.settings.setting(names::MAX_AGE).is_some() {
            return self.relation(&[names::ABSOLUTE_TIMEOUT, names::MAX_AGE]);
        }
        let timeout = self.settings.setting(names::ABSOLUTE_TIMEOUT)?;
        timeout.constant()?;
        let (start, calls) =
            (config::start(self.runtime, self.settings), config::calls(self.runtime, [timeout]));
        let config = quote!(#start.max_age(::core::time::Duration::from_secs(1))#calls);
        Some((timeout.span, vec![self.check_relations(timeout.span, &config)]))
    }

    /// A refresh comes before the session ends. Without `max_age` the timeout may decide when that is.
    fn refresh_after(&self) -> Option<Checks> {
        if self.settings.setting(names::MAX_AGE).is_some() {
            return self.relation(&[names::REFRESH_AFTER, names::MAX_AGE]);
        }
        let (span, mut checks) = self.relation(&[names::REFRESH_AFTER, names::ABSOLUTE_TIMEOUT])?;
        if let Some((_, timeout)) = self.absolute_timeout() {
            checks.splice(0..0, timeout);
        }
        Some((span, checks))
    }

    /// Keys that may contradict each other, if one is a constant. The first constant among them is blamed.
    ///
    /// Only these keys are in the configuration, so this item does not report what other keys contradict.
    /// Each constant is checked by itself first. If that fails, rustc has said so in another item, and does
    /// not say it again here.
    ///
    /// `assert_cookie(NAME); assert_relations(Config::new(NAME).secure(false))`
    fn relation(&self, keys: &[&str]) -> Option<Checks> {
        self.settings.setting(keys[0])?;
        let settings: Vec<&Setting> = keys.iter().filter_map(|key| self.settings.setting(key)).collect();
        let span = settings.iter().find(|setting| setting.constant().is_some())?.span;
        let parts = settings.iter().filter_map(|setting| self.part(setting)).map(|(_, check)| check);
        let (start, calls) = (
            config::start(self.runtime, self.settings),
            config::calls(self.runtime, settings.iter().copied()),
        );
        let relation = self.check_relations(span, &quote!(#start #calls));
        Some((span, parts.chain([relation]).collect()))
    }

    /// `assert_cookie(NAME)`: a constant checked by itself.
    ///
    /// A literal domain is checked too, since only the runtime has the table of public suffixes. But if a
    /// mistake was reported, it may be in this domain.
    fn part(&self, setting: &Setting) -> Option<(Span, TokenStream)> {
        if setting.key != names::DOMAIN || self.settings.is_broken {
            setting.constant()?;
        }
        let check = match setting.key {
            names::COOKIE => "assert_cookie",
            names::PATH => "assert_path",
            names::DOMAIN => "assert_domain",
            names::MAX_AGE if self.kind == Kind::Token => "assert_token_age",
            names::MAX_AGE => "assert_max_age",
            names::PURPOSE => "assert_purpose",
            _ => return None,
        };
        let argument = config::argument(self.runtime, setting);
        Some((setting.span, assertion::check(self.runtime, check, setting.span, &argument)))
    }

    /// `assert_relations(Config::new(..))`
    fn check_relations(&self, span: Span, config: &TokenStream) -> TokenStream {
        assertion::check(self.runtime, "assert_relations", span, config)
    }

    /// `assert_fe26()`: the runtime has the feature, demanded where the format is named.
    fn fe26(&self) -> Option<Checks> {
        let named = self.settings.setting(names::FORMAT).or_else(|| self.settings.setting(names::ACCEPT))?;
        let check = assertion::check(self.runtime, "assert_fe26", named.span, &TokenStream::new());
        Some((named.span, vec![check]))
    }

    /// The lifetime of a member is in range, and not longer than the session's.
    ///
    /// `assert_lifetime(__GIVEN_AS_LIFETIME_3); assert_within_timeout(__GIVEN_AS_LIFETIME_3, ..)`
    fn lifetime(&self, index: usize, member: &Member) -> Option<Checks> {
        let Form::Expiring(lifetime, span) = &member.form else { return None };
        let timeout = self.settings.absolute_timeout();
        let is_constant = |length: &Length| length.secs().is_none();
        let argument = value::length(lifetime, &value::of_field(index));
        let by_itself = is_constant(lifetime)
            .then(|| assertion::check(self.runtime, "assert_lifetime", *span, &argument));
        let timeout = timeout.filter(|timeout| is_constant(lifetime) || is_constant(timeout));
        let within = timeout.map(|timeout| {
            let timeout = value::length(timeout, &value::of_key(names::ABSOLUTE_TIMEOUT));
            assertion::check(self.runtime, "assert_within_timeout", *span, &quote!(#argument, #timeout))
        });
        let checks: Vec<_> = by_itself.into_iter().chain(within).collect();
        (!checks.is_empty()).then_some((*span, checks))
    }
}
