#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// How often the visitor came.
    fn count(&self) -> u32 {
        self.count
    }
    /// Sets the session's `count`.
    ///
    /// How often the visitor came.
    fn set_count(&mut self, value: u32) {
        self.count = value;
    }
    /// Borrows mutably the session's `count`.
    ///
    /// How often the visitor came.
    fn count_mut(&mut self) -> &mut u32 {
        &mut self.count
    }
    /// Resets the session's `count`.
    ///
    /// How often the visitor came.
    fn reset_count(&mut self) {
        self.count = <Self as ::core::default::Default>::default().count;
    }
    /// The session's `name`.
    fn name(&self) -> &::core::primitive::str {
        self.name.as_str()
    }
    /// Sets the session's `name`.
    fn set_name(&mut self, value: impl ::core::convert::Into<::std::string::String>) {
        self.name = ::core::convert::Into::into(value);
    }
    /// Borrows mutably the session's `name`.
    fn name_mut(&mut self) -> &mut String {
        &mut self.name
    }
    /// Resets the session's `name`.
    fn reset_name(&mut self) {
        ::core::mem::swap(
            &mut self.name,
            &mut <Self as ::core::default::Default>::default().name,
        );
    }
    /// The session's `user`.
    fn user(&self) -> ::core::option::Option<u64> {
        self.user
    }
    /// Sets the session's `user`.
    fn set_user(&mut self, value: u64) {
        self.user = ::core::option::Option::Some(value);
    }
    /// Sets the session's `user`, or clears it.
    fn put_user(&mut self, value: Option<u64>) {
        self.user = value;
    }
    /// Borrows mutably the session's `user`.
    fn user_mut(&mut self) -> &mut Option<u64> {
        &mut self.user
    }
    /// Clears the session's `user`.
    fn clear_user(&mut self) {
        self.user = ::core::option::Option::None;
    }
    /// Takes out the session's `user`.
    fn take_user(&mut self) -> Option<u64> {
        self.user.take()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            count: ::iron_session::__private::default_member::<u32>(),
            name: ::iron_session::__private::default_member::<String>(),
            user: ::iron_session::__private::default_member::<Option<u64>>(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit {
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &[
        "count",
        "name",
        "user",
    ];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"count\":", &self.count)?;
        __Codec::<_>::write(__out, ",\"name\":", &self.name)?;
        __Codec::<_>::write_or_omit(__out, ",\"user\":", &self.user)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"count\":", &mut self.count)?;
        __Codec::<_>::read(__source, ",\"name\":", &mut self.name)?;
        __Codec::<_>::read(__source, ",\"user\":", &mut self.user)
    }
}
