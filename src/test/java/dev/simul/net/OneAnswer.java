package dev.simul.net;

import dev.simul.task.Task;

/** Says the same of every name. */
record OneAnswer(Task<Addresses> answer) implements AddressResolver {
    @Override
    public Task<Addresses> resolve(Origin origin) {
        return answer;
    }

    @Override
    public void close() {}
}
