package dev.simul.testing;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import java.util.ArrayList;
import java.util.List;

/** Counts what is registered with a loop: every channel is from its opening to its close. Loop thread. */
final class OpenChannels {
    private final List<IoRegistration> registrations = new ArrayList<>();

    int count() {
        registrations.removeIf(registration -> !registration.isValid());
        return registrations.size();
    }

    /** The same handlers, and this hears of what they register. */
    IoHandlerFactory watching(IoHandlerFactory factory) {
        return executor -> new Watched(factory.newHandler(executor));
    }

    private final class Watched implements IoHandler {
        private final IoHandler handler;

        Watched(IoHandler handler) {
            this.handler = handler;
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            IoRegistration registration = handler.register(handle);
            registrations.add(registration);
            return registration;
        }

        @Override
        public int run(IoHandlerContext context) {
            return handler.run(context);
        }

        @Override
        public void initialize() {
            handler.initialize();
        }

        @Override
        public void prepareToDestroy() {
            handler.prepareToDestroy();
        }

        @Override
        public void destroy() {
            handler.destroy();
        }

        @Override
        public void wakeup() {
            handler.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return handler.isCompatible(type);
        }
    }
}
