package dev.simul.task;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;

/** Netty's handler of I/O, whose polls are timed by a {@link PollClock}. */
final class TimedIoHandler implements IoHandler {
    private final IoHandler handler;
    private final PollClock clock;

    TimedIoHandler(IoHandler handler, PollClock clock) {
        this.handler = handler;
        this.clock = clock;
    }

    @Override
    public int run(IoHandlerContext context) {
        return handler.run(clock.polling(context));
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
    public IoRegistration register(IoHandle handle) throws Exception {
        return handler.register(handle);
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
