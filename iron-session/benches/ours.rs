//! Both builds of iron-session: with its default features, and with the feature `ring`.

macro_rules! ours {
    ($module:ident, $library:ident) => {
        pub(crate) mod $module {
            use std::ops::Range;

            use $library::seal::{self, Binding, Record};
            use $library::{IronSession, Keyring, Session, SessionManager, SetCookies};

            use crate::payload::Touch;

            fn key(at: u8) -> [u8; 32] {
                let mut key = *b"\x00\x23\x45\x67\x89\xab\xcd\xef0123456789abcdefghijklmn";
                key[0] = at;
                key
            }

            /// A manager and its keys.
            pub(crate) struct Ours<T: IronSession> {
                sessions: SessionManager<T>,
                keys: Keyring,
            }

            impl<T: IronSession + Touch> Ours<T> {
                pub(crate) fn new() -> Self {
                    Self::with_keys(0..1)
                }

                /// A keyring with the keys of these numbers. The first key seals, and the others only open.
                pub(crate) fn with_keys(mut numbers: Range<u8>) -> Self {
                    let sealing = numbers.next().expect("a key");
                    let builder = Keyring::builder().key(&key(sealing));
                    let builder = numbers.fold(builder, |builder, at| builder.previous_key(&key(at)));
                    let keys = builder.build().expect("varied keys");
                    Self { sessions: SessionManager::new(keys.clone()), keys }
                }

                /// A manager of sessions of up to four cookies.
                #[allow(dead_code, reason = "only the build with ring measures them")]
                pub(crate) fn with_chunks() -> Self {
                    let Self { sessions, keys } = Self::new();
                    Self { sessions: sessions.configure(|config| config.chunks(4)).expect("sound"), keys }
                }

                /// A manager of sessions that have ids.
                #[allow(dead_code, reason = "only the build with the default features measures them")]
                pub(crate) fn with_ids() -> Self {
                    let Self { sessions, keys } = Self::new();
                    Self { sessions: sessions.configure(|config| config.id(true)).expect("sound"), keys }
                }

                pub(crate) fn keys(&self) -> Keyring {
                    self.keys.clone()
                }

                /// A seal of this JSON that was created now.
                pub(crate) fn seal(&self, json: &str) -> String {
                    let now = std::time::UNIX_EPOCH.elapsed().expect("after 1970").as_secs();
                    let now = u32::try_from(now).expect("before 2106");
                    let record =
                        Record { created: now, issued: now, expires: now + 1_209_600, ..Record::default() };
                    let binding = Binding { purpose: seal::SESSION, name: T::CONFIG.cookie() };
                    seal::seal(&self.keys, binding, &record, json.as_bytes()).expect("a small session")
                }

                pub(crate) fn load(&self, header: &[u8]) -> Session<T> {
                    self.sessions.load_bytes([header], None)
                }

                pub(crate) fn save(session: &mut Session<T>) -> SetCookies {
                    session.touch();
                    session.set_cookies().expect("a small session")
                }

                pub(crate) fn round_trip(&self, header: &[u8]) -> SetCookies {
                    Self::save(&mut self.load(header))
                }
            }
        }
    };
}

ours!(default, iron_session);
ours!(with_ring, iron_session_with_ring);
