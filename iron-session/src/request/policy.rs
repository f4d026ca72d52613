//! [`Policy`]: the keys that a session is opened and sealed with, and the settings that hold for it.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use super::host;
use super::screen::{NotBefore, Screen};
use crate::config::{Config, Format, Limits, SameSite, check_domain, check_path};
use crate::cookie::{self, Attributes, AttributesText};
use crate::error::Error;
use crate::events::Observer;
use crate::json::Numbers;
use crate::keyring::Keyring;
use crate::members::IronSession;
use crate::random;
use crate::revocation::Revoker;
use crate::times::Clock;

/// What a session needs to be opened and sealed. A clone counts references and copies nothing.
#[derive(Clone)]
pub(crate) struct Policy {
    pub(crate) keys: Keyring,
    settings: Held,
}

#[derive(Clone)]
enum Held {
    /// The type's own, made when the program was compiled.
    Declared(&'static Settings),
    /// Overridden at start, or for one request.
    Overridden(Arc<Settings>),
}

/// The configuration that holds, with all that is known only at run time.
#[derive(Clone)]
pub(crate) struct Settings {
    /// What the type declares, or what `configure` has made of it.
    declared: Config,
    /// Whether `Secure` and the name's prefix are dropped for every host.
    pub(super) plain_http: bool,
    /// The configuration that holds: the declared one, or what is left of it over plain http.
    pub(crate) config: Config,
    /// The limits of `config`.
    pub(crate) limits: Limits,
    /// A domain that is known only at run time. It takes the place of the one in `config`.
    pub(crate) domain: Option<Box<str>>,
    /// Domain and path of cookies that earlier configurations wrote.
    pub(crate) former: Vec<FormerShape>,
    /// Domain and path of cookies that iron-session for JavaScript wrote, beside those that are known anyway.
    pub(crate) accept_former: Vec<FormerShape>,
    pub(crate) random: random::Source,
    pub(crate) clock: Clock,
    /// Who hears of events.
    pub(crate) observer: Observer,
    /// Whether what is sealed is read back before.
    pub(crate) read_back: bool,
    /// What says that sessions were ended.
    pub(crate) screen: Option<Arc<Screen>>,
    /// What follows the value of a cookie that is written for a whole lifetime: Max-Age and attributes. Most
    /// cookies are written for a whole lifetime.
    lifetime_text: Cow<'static, str>,
}

/// The domain and path of a cookie of an earlier configuration.
#[derive(Clone)]
pub(crate) struct FormerShape {
    pub(crate) domain: Option<Box<str>>,
    pub(crate) path: Box<str>,
}

impl FormerShape {
    /// A shape whose domain and path browsers take.
    pub(crate) fn new(domain: Option<&str>, path: &str) -> Result<Self, Error> {
        domain.map_or(Ok(()), check_domain)?;
        check_path(path)?;
        Ok(Self { domain: domain.map(Box::from), path: Box::from(path) })
    }

    /// This domain and path with the other attributes of today, unpartitioned and partitioned.
    fn both_partitions<'a>(&'a self, today: Attributes<'a>) -> [Attributes<'a>; 2] {
        let shape = today.moved(self.domain.as_deref(), &self.path);
        [shape, shape.repartitioned()]
    }
}

/// Each shape once, in the order in which they come. There are few of them.
fn distinct<'a>(shapes: impl Iterator<Item = Attributes<'a>>) -> Vec<Attributes<'a>> {
    let mut distinct = Vec::new();
    for shape in shapes {
        if !distinct.contains(&shape) {
            distinct.push(shape);
        }
    }
    distinct
}

/// The settings that a type declares, in the program's read-only data.
struct Declared<T>(PhantomData<T>);

impl<T: IronSession> Declared<T> {
    const CONFIG: Config = {
        let config = T::CONFIG;
        if let Err(error) = config.check() {
            // This panics while the program is compiled: it stops the build, and never a program that runs.
            panic!("{}", error.message());
        }
        config
    };
    const TEXT: &'static AttributesText =
        &Attributes::new(&Self::CONFIG, Self::CONFIG.domain).text_with_max_age(Self::CONFIG.limits().max_age);
    const SETTINGS: &'static Settings = &Settings {
        declared: Self::CONFIG,
        plain_http: false,
        config: Self::CONFIG,
        limits: Self::CONFIG.limits(),
        domain: None,
        former: Vec::new(),
        accept_former: Vec::new(),
        random: random::system,
        clock: Clock::SYSTEM,
        observer: Observer::NONE,
        read_back: T::READ_BACK,
        screen: None,
        lifetime_text: Cow::Borrowed(Self::TEXT.as_str()),
    };
}

impl Policy {
    /// The policy of a type with nothing overridden. Its configuration is checked when the program is
    /// compiled.
    pub(crate) fn declared<T: IronSession>(keys: Keyring) -> Self {
        Self { keys, settings: Held::Declared(Declared::<T>::SETTINGS) }
    }

    /// Overrides settings, if the result passes the check.
    pub(crate) fn override_with(&mut self, change: impl FnOnce(&mut Settings)) -> Result<(), Error> {
        let mut settings = Settings::clone(self);
        change(&mut settings);
        settings.check()?;
        self.settings = settings.held();
        Ok(())
    }

    /// Changes the declared configuration, if the result passes the check.
    pub(crate) fn configure(&mut self, change: impl FnOnce(Config) -> Config) -> Result<(), Error> {
        self.override_with(|settings| settings.declared = change(settings.declared))
    }

    /// Drops `Secure` and the name's prefix for every host, if nothing else needs them.
    pub(crate) fn allow_plain_http(&mut self) -> Result<(), Error> {
        self.override_with(|settings| settings.plain_http = true)
    }

    /// Forbids caches to keep the responses to reads. No check depends on it.
    pub(crate) fn forbid_store(&mut self) {
        let mut settings = Settings::clone(self);
        settings.declared.no_store = true;
        self.settings = settings.held();
    }

    #[cfg(feature = "hazmat")]
    pub(crate) fn take_random_from(&mut self, source: random::Source) {
        self.settings = Settings { random: source, ..Settings::clone(self) }.held();
    }

    pub(crate) fn take_time_from(&mut self, clock: Clock) {
        self.settings = Settings { clock, ..Settings::clone(self) }.held();
    }

    /// Tells `observer` of events, and no other one.
    pub(crate) fn tell(&mut self, observer: Observer) {
        self.settings = Settings { observer, ..Settings::clone(self) }.held();
    }

    /// Refuses sessions that were ended, if the configuration has what that needs.
    pub(crate) fn revoke_by(&mut self, revoker: Arc<Revoker>) -> Result<(), Error> {
        self.override_with(|settings| settings.screen_mut().revoker = Some(revoker))
    }

    /// Refuses sessions that began before a moment.
    pub(crate) fn not_before(&mut self, not_before: NotBefore) {
        let mut settings = Settings::clone(self);
        settings.screen_mut().not_before = Some(not_before);
        self.settings = settings.held();
    }

    pub(crate) fn read_back(&mut self, read_back: bool) {
        self.settings = Settings { read_back, ..Settings::clone(self) }.held();
    }

    /// The same policy without `Secure` and all that needs it, for plain-http localhost.
    pub(crate) fn without_secure(&self) -> Self {
        let declared = self.declared.without_secure();
        let settings = Settings { declared, domain: None, ..Settings::clone(self) };
        Self { keys: self.keys.clone(), settings: settings.held() }
    }
}

impl Deref for Policy {
    type Target = Settings;

    #[inline]
    fn deref(&self) -> &Settings {
        match &self.settings {
            Held::Declared(settings) => settings,
            Held::Overridden(settings) => settings,
        }
    }
}

impl Settings {
    /// What ends sessions from the server.
    pub(super) fn revoker(&self) -> Option<&Arc<Revoker>> {
        self.screen.as_ref()?.revoker.as_ref()
    }

    fn screen_mut(&mut self) -> &mut Screen {
        Arc::make_mut(self.screen.get_or_insert_default())
    }

    /// Which numbers the readers of this session keep.
    pub(crate) fn numbers(&self) -> Numbers {
        match self.config.format {
            Format::Native => Numbers::Json,
            Format::Fe26 => Numbers::JavaScript,
        }
    }

    /// The domain that shares the cookie.
    #[inline]
    pub(super) fn shared_domain(&self) -> Option<&str> {
        self.domain.as_deref().or(self.config.domain)
    }

    pub(crate) fn attributes(&self) -> Attributes<'_> {
        Attributes::new(&self.config, self.shared_domain())
    }

    /// The text of the [`attributes`](Self::attributes).
    pub(crate) fn attributes_text(&self) -> &str {
        self.lifetime_text.get(cookie::max_age_chars(self.limits.max_age)..).unwrap_or_default()
    }

    /// The text of the Max-Age of a whole lifetime, followed by that of the attributes.
    pub(crate) fn lifetime_text(&self) -> &str {
        &self.lifetime_text
    }

    /// Whether there are any [`other_shapes`](Self::other_shapes). Every save asks, and few configurations
    /// have any.
    #[inline]
    pub(crate) fn has_other_shapes(&self) -> bool {
        self.domain.is_some()
            || self.config.domain.is_some()
            || self.config.partitioned
            || self.config.same_site == SameSite::None
            || !self.former.is_empty()
    }

    /// The shapes, apart from today's, in which a cookie of this name may be stored. A shape is a domain and
    /// a path, and whether the cookie is partitioned.
    pub(crate) fn other_shapes(&self) -> Vec<Attributes<'_>> {
        let today = self.attributes();
        let former = self.former.iter().flat_map(|shape| shape.both_partitions(today));
        let mut shapes = distinct(today.other_shapes().chain(former));
        shapes.retain(|shape| *shape != today);
        shapes
    }

    /// The shapes in which an accepted seal may be stored under one of the names: at the root and at the path
    /// of today, for the host and for its parents, and as earlier configurations had it. A browser removes it
    /// only by attributes that the name's prefix allows.
    pub(crate) fn accepted_shapes<'a>(
        &'a self,
        is_accepted_name: bool,
        host: Option<&'a str>,
    ) -> Vec<Attributes<'a>> {
        let (_, is_host_bound) = self.config.promises(is_accepted_name);
        let (today, root) = self.today_and_root(is_accepted_name);
        if is_host_bound {
            return vec![root];
        }
        let former = self.former.iter().chain(&self.accept_former);
        let former = former.flat_map(|shape| shape.both_partitions(today));
        let domains = std::iter::once(None).chain(host.into_iter().flat_map(host::domains).map(Some));
        let placed = domains.flat_map(|domain| ["/", self.config.path].map(|path| today.moved(domain, path)));
        let placed = placed.flat_map(|shape| std::iter::once(shape).chain(shape.other_shapes()));
        distinct(today.other_shapes().chain(former).chain([today]).chain(placed))
    }

    /// The shapes in which an accepted seal is stored most often: that of today, and the whole host. A name
    /// that is bound to its host has no other one than this.
    pub(crate) fn usual_accepted_shapes(&self, is_accepted_name: bool) -> Vec<Attributes<'_>> {
        let (_, is_host_bound) = self.config.promises(is_accepted_name);
        let (today, root) = self.today_and_root(is_accepted_name);
        if is_host_bound { vec![root] } else { distinct([today, root].into_iter()) }
    }

    /// Today's shape as the name's prefix allows it, and the same for the whole host.
    fn today_and_root(&self, is_accepted_name: bool) -> (Attributes<'_>, Attributes<'_>) {
        let (secure, _) = self.config.promises(is_accepted_name);
        let today = if secure { self.attributes().secured() } else { self.attributes() };
        (today, today.moved(None, "/"))
    }

    /// Settings that passed the check, with all that is derived from them.
    fn held(mut self) -> Held {
        self.config = if self.plain_http { self.declared.over_plain_http() } else { self.declared };
        self.limits = self.config.limits();
        let text = self.attributes().text_with_max_age(self.limits.max_age);
        self.lifetime_text = Cow::Owned(text.as_str().to_owned());
        Held::Overridden(Arc::new(self))
    }

    fn check(&self) -> Result<(), Error> {
        self.declared.check()?;
        // `declared.check` does not see the domain of run time.
        if self.domain.is_some() {
            self.declared.check_prefix(true)?;
        }
        if self.plain_http {
            self.declared.check_plain_http()?;
        }
        self.revoker().map_or(Ok(()), |revoker| self.declared.check_revocations(revoker.keep_for))?;
        Ok(())
    }
}
