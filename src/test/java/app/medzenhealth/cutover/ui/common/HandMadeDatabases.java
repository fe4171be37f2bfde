package app.medzenhealth.cutover.ui.common;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A database login that is only noted down. */
public final class HandMadeDatabases implements DatabaseControl {
    private final List<Wanted> used = new CopyOnWriteArrayList<>();
    private volatile View now = new View("postgres", false, "ehrbase", "", "verify-full");

    public List<Wanted> used() {
        return used;
    }

    @Override
    public View current() {
        return now;
    }

    @Override
    public Optional<String> problem(Wanted wanted) {
        return wanted.tunnels().isBlank() || wanted.tunnels().contains("=")
                ? Optional.empty()
                : Optional.of("“" + wanted.tunnels() + "” is not a way through a tunnel.");
    }

    @Override
    public void use(Wanted wanted) {
        used.add(wanted);
        now = new View(
                wanted.user(),
                !wanted.password().isEmpty() || now.password(),
                wanted.database(),
                wanted.tunnels(),
                now.tls());
    }

    @Override
    public void forgetPassword() {
        now = new View(now.user(), false, now.database(), now.tunnels(), now.tls());
    }
}
