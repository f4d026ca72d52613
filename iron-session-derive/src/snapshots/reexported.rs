#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Visit {
    /// The session's `user`.
    pub fn user(&self) -> ::core::option::Option<&UserId> {
        self.user.as_ref()
    }
    /// Sets the session's `user`.
    pub fn set_user(&mut self, value: UserId) {
        self.user = ::core::option::Option::Some(value);
    }
    /// Sets the session's `user`, or clears it.
    pub fn put_user(&mut self, value: Option<UserId>) {
        self.user = value;
    }
    /// Borrows mutably the session's `user`.
    pub fn user_mut(&mut self) -> &mut Option<UserId> {
        &mut self.user
    }
    /// Clears the session's `user`.
    pub fn clear_user(&mut self) {
        self.user = ::core::option::Option::None;
    }
    /// Takes out the session's `user`.
    pub fn take_user(&mut self) -> Option<UserId> {
        self.user.take()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Visit {
    #[inline(never)]
    fn default() -> Self {
        Self {
            user: framework::session::__private::default_member::<Option<UserId>>(),
        }
    }
}
const _: () = {
    const __GIVEN_AS_COOKIE: &'static ::core::primitive::str = NAME;
    const _: () = {
        framework::session::__private::assert_cookie(__GIVEN_AS_COOKIE);
    };
    const _: () = {
        framework::session::__private::assert_cookie(__GIVEN_AS_COOKIE);
        framework::session::__private::assert_relations(
            framework::session::Config::new(__GIVEN_AS_COOKIE),
        );
    };
    #[automatically_derived]
    #[allow(deprecated)]
    impl framework::session::IronSession for Visit
    where
        for<'__any> Visit: ::core::marker::Send + ::core::marker::Sync,
    {
        const CONFIG: framework::session::Config = framework::session::Config::new(
            __GIVEN_AS_COOKIE,
        );
        const MEMBERS: &'static [&'static ::core::primitive::str] = &["user"];
        type Subject = framework::session::NoSubject;
        const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
        const DOUBTFUL: &'static [::core::primitive::usize] = &[0usize];
        #[inline]
        fn write_members(
            &self,
            __out: &mut framework::session::__private::MemberWriter<'_>,
        ) -> ::core::result::Result<(), framework::session::__private::JsonError> {
            type __Checked<__T, __L> = framework::session::__private::CheckedCodec<
                __T,
                __L,
            >;
            __Checked::<_, UserId>::write_or_omit(__out, ",\"user\":", &self.user)
        }
        #[inline]
        fn read_members(
            &mut self,
            __source: &mut framework::session::__private::MemberReader<'_>,
        ) -> ::core::result::Result<(), framework::session::__private::Unreadable> {
            type __Checked<__T, __L> = framework::session::__private::CheckedCodec<
                __T,
                __L,
            >;
            __Checked::<_, UserId>::read(__source, ",\"user\":", &mut self.user)
        }
    }
};
