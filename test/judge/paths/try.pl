# Tries calls from where it runs, all at once: a line "PROTOCOL HOST PORT" each; prints what became of each, in order:
# open where what was sent came back, else noname, refused, unreachable or silent. Ends after a while
# without an answer: perl try.pl TENTHS_OF_A_SECOND.
use strict;
use warnings;
use Errno qw(EINPROGRESS ECONNREFUSED);
use IO::Select;
use Socket qw(:all);

$SIG{PIPE} = 'IGNORE';
my $patience = shift || 10;
my (@results, %of, %sent);
my ($reads, $writes) = (IO::Select->new, IO::Select->new);
my $number = 0;
my %known;
for my $line (<STDIN>) {
    my ($protocol, $host, $port) = split ' ', $line;
    my $index = $number++;
    my $type = $protocol eq 'tcp' ? SOCK_STREAM : SOCK_DGRAM;
    # Looked up once for both protocols: a name that nobody has takes a second where no name server answers.
    $known{$host} ||= [getaddrinfo($host, '', {socktype => SOCK_STREAM})];
    my ($error, @found) = @{$known{$host}};
    $results[$index] = $error ? 'noname' : 'silent';
    next if $error;
    for my $each (@found) {
        my $to = $each->{family} == AF_INET6
            ? pack_sockaddr_in6($port, (unpack_sockaddr_in6($each->{addr}))[1])
            : pack_sockaddr_in($port, (unpack_sockaddr_in($each->{addr}))[1]);
        socket(my $socket, $each->{family}, $type | SOCK_NONBLOCK, 0) or next;
        if (!connect($socket, $to) && $! != EINPROGRESS) {
            $results[$index] = $! == ECONNREFUSED ? 'refused' : 'unreachable';
            next;
        }
        $of{$socket} = $index;
        $writes->add($socket);
    }
}
my $idle = 0;
while ($idle < $patience && ($reads->count || $writes->count)) {
    my ($readable, $writable) = IO::Select->select($reads, $writes, undef, 0.1);
    $idle = $readable || $writable ? 0 : $idle + 1;
    for my $socket (@{$writable || []}) {
        $writes->remove($socket);
        my $failed = unpack('i', getsockopt($socket, SOL_SOCKET, SO_ERROR));
        if ($failed || !defined syswrite($socket, "hostside\n")) {
            $results[$of{$socket}] = $failed == ECONNREFUSED ? 'refused' : 'unreachable' if $results[$of{$socket}] ne 'open';
        } else { $reads->add($socket) }
    }
    for my $socket (@{$readable || []}) {
        my $got = sysread($socket, my $text, 64);
        if ($got) { $results[$of{$socket}] = 'open' }
        elsif ($results[$of{$socket}] ne 'open') { $results[$of{$socket}] = 'refused' }
        $reads->remove($socket);
    }
}
print join("\n", @results), "\n";
