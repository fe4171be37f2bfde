package app.medzenhealth.cutover.cli;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Object o = args.length;
        System.out.println(
                switch (o) {
                    case Integer i when i > 3 -> "many";
                    default -> "few";
                });
    }
}
