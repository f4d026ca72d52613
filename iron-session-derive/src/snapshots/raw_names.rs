#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// The session's `type`.
    fn r#type(&self) -> ::core::option::Option<&::core::primitive::str> {
        self.r#type.as_deref()
    }
    /// Sets the session's `type`.
    fn set_type(&mut self, value: impl ::core::convert::Into<::std::string::String>) {
        self.r#type = ::core::option::Option::Some(::core::convert::Into::into(value));
    }
    /// Sets the session's `type`, or clears it.
    fn put_type(&mut self, value: Option<String>) {
        self.r#type = value;
    }
    /// Borrows mutably the session's `type`.
    fn type_mut(&mut self) -> &mut Option<String> {
        &mut self.r#type
    }
    /// Clears the session's `type`.
    fn clear_type(&mut self) {
        self.r#type = ::core::option::Option::None;
    }
    /// Takes out the session's `type`.
    fn take_type(&mut self) -> Option<String> {
        self.r#type.take()
    }
    /// The session's `in`.
    fn r#match(&self) -> bool {
        self.r#in
    }
    /// Sets the session's `in`.
    fn set_in(&mut self, value: bool) {
        self.r#in = value;
    }
    /// Borrows mutably the session's `in`.
    fn in_mut(&mut self) -> &mut bool {
        &mut self.r#in
    }
    /// Resets the session's `in`.
    fn reset_in(&mut self) {
        self.r#in = <Self as ::core::default::Default>::default().r#in;
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            r#type: ::iron_session::__private::default_member::<Option<String>>(),
            r#in: ::iron_session::__private::default_member::<bool>(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Visit {
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &["TYPE", "IN"];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::write_or_omit(__out, ",\"TYPE\":", &self.r#type)?;
        __Codec::<_>::write(__out, ",\"IN\":", &self.r#in)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        __Codec::<_>::read(__source, ",\"TYPE\":", &mut self.r#type)?;
        __Codec::<_>::read(__source, ",\"IN\":", &mut self.r#in)
    }
}
