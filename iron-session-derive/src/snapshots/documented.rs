#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    #[cfg_attr(not(doctest), doc = r" A number.")]
    #[cfg_attr(not(doctest), doc = r"")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    #[cfg_attr(not(doctest), doc = r" assert_eq!(1, 1);")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    fn count(&self) -> u32 {
        self.count
    }
    /// Sets the session's `count`.
    ///
    #[cfg_attr(not(doctest), doc = r" A number.")]
    #[cfg_attr(not(doctest), doc = r"")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    #[cfg_attr(not(doctest), doc = r" assert_eq!(1, 1);")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    fn set_count(&mut self, value: u32) {
        self.count = value;
    }
    /// Borrows mutably the session's `count`.
    ///
    #[cfg_attr(not(doctest), doc = r" A number.")]
    #[cfg_attr(not(doctest), doc = r"")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    #[cfg_attr(not(doctest), doc = r" assert_eq!(1, 1);")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    fn count_mut(&mut self) -> &mut u32 {
        &mut self.count
    }
    /// Resets the session's `count`.
    ///
    #[cfg_attr(not(doctest), doc = r" A number.")]
    #[cfg_attr(not(doctest), doc = r"")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    #[cfg_attr(not(doctest), doc = r" assert_eq!(1, 1);")]
    #[cfg_attr(not(doctest), doc = r" ```")]
    fn reset_count(&mut self) {
        self.count = <Self as ::core::default::Default>::default().count;
    }
    /// Without code.
    fn plain(&self) -> bool {
        self.plain
    }
    /// Sets the session's `plain`.
    ///
    /// Without code.
    fn set_plain(&mut self, value: bool) {
        self.plain = value;
    }
    /// Borrows mutably the session's `plain`.
    ///
    /// Without code.
    fn plain_mut(&mut self) -> &mut bool {
        &mut self.plain
    }
    /// Resets the session's `plain`.
    ///
    /// Without code.
    fn reset_plain(&mut self) {
        self.plain = <Self as ::core::default::Default>::default().plain;
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            count: ::iron_session::__private::default_member::<u32>(),
            plain: ::iron_session::__private::default_member::<bool>(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit {
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["count", "plain"];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"count\":", &self.count)?;
        __Codec::<_>::write(__out, ",\"plain\":", &self.plain)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"count\":", &mut self.count)?;
        __Codec::<_>::read(__source, ",\"plain\":", &mut self.plain)
    }
}
