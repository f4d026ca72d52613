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
    fn reset_count(&mut self)
    where
        for<'__any> Self: ::core::default::Default,
    {
        self.count = <Self as ::core::default::Default>::default().count;
    }
    /// The session's `name`.
    fn name(&self) -> ::core::option::Option<&::core::primitive::str> {
        self.name.as_deref()
    }
    /// Sets the session's `name`.
    fn set_name(&mut self, value: impl ::core::convert::Into<::std::string::String>) {
        self.name = ::core::option::Option::Some(::core::convert::Into::into(value));
    }
    /// Sets the session's `name`, or clears it.
    fn put_name(&mut self, value: Option<String>) {
        self.name = value;
    }
    /// Borrows mutably the session's `name`.
    fn name_mut(&mut self) -> &mut Option<String> {
        &mut self.name
    }
    /// Clears the session's `name`.
    fn clear_name(&mut self) {
        self.name = ::core::option::Option::None;
    }
    /// Takes out the session's `name`.
    fn take_name(&mut self) -> Option<String> {
        self.name.take()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit {
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["count", "name"];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write(__out, ",\"count\":", &self.count)?;
        __Codec::<_>::write(__out, ",\"name\":", &self.name)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"count\":", &mut self.count)?;
        __Codec::<_>::read(__source, ",\"name\":", &mut self.name)
    }
}
