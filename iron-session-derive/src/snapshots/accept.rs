#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// The session's `count`.
    fn count(&self) -> u32 {
        self.count
    }
    /// Sets the session's `count`.
    fn set_count(&mut self, value: u32) {
        self.count = value;
    }
    /// Borrows mutably the session's `count`.
    fn count_mut(&mut self) -> &mut u32 {
        &mut self.count
    }
    /// Resets the session's `count`.
    fn reset_count(&mut self) {
        self.count = <Self as ::core::default::Default>::default().count;
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            count: ::iron_session::__private::default_member::<u32>(),
        }
    }
}
const _: () = {
    ::iron_session::__private::assert_fe26();
};
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit {
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-app")
        .accept_fe26(1814400000u32)
        .accept_name("sid");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["count"];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"count\":", &self.count)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"count\":", &mut self.count)
    }
}
