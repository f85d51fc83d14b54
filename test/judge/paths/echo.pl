# Listens where it is told and sends back what it gets: perl echo.pl READY_FILE PROTOCOL,ADDRESS,PORT[,v6only]...
# The file is made once all sockets that can be had are there.
use strict;
use warnings;
use IO::Select;
use Socket qw(:all);

$SIG{TERM} = sub { exit 0 };
my ($ready, @wanted) = @ARGV;
my $all = IO::Select->new;
my %datagrams;
my %listens;
for my $text (@wanted) {
    my ($protocol, $address, $port, $only) = split /,/, $text;
    $address = own() if $address eq 'own';
    my $type = $protocol eq 'tcp' ? SOCK_STREAM : SOCK_DGRAM;
    my ($error, $found) = getaddrinfo($address, $port, {flags => AI_NUMERICHOST, socktype => $type});
    next if $error;
    socket(my $socket, $found->{family}, $type, 0) or next;
    setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) if $type == SOCK_STREAM;
    setsockopt($socket, IPPROTO_IPV6, IPV6_V6ONLY, $only ? 1 : 0) if $found->{family} == AF_INET6;
    bind($socket, $found->{addr}) or do { warn "$text: $!\n"; next };
    if ($type == SOCK_STREAM) { listen($socket, 128) or next; $listens{$socket} = 1 }
    else { $datagrams{$socket} = 1 }
    $all->add($socket);
}

# The address that /etc/hosts has for the container's own name.
sub own {
    open(my $names, '<', '/proc/sys/kernel/hostname') or return '0.0.0.0';
    chomp(my $name = <$names>);
    open(my $hosts, '<', '/etc/hosts') or return '0.0.0.0';
    for my $line (<$hosts>) {
        my ($address, @names) = split ' ', $line;
        return $address if defined $address && grep { $_ eq $name } @names;
    }
    return '0.0.0.0';
}

open(my $file, '>', $ready) or die "$ready: $!\n";
close($file);
sleep 3600 unless $all->count;
while (my @can = $all->can_read) {
    for my $socket (@can) {
        if ($listens{$socket}) {
            my $peer;
            $all->add($peer) if accept($peer, $socket);
        } elsif ($datagrams{$socket}) {
            my $from = recv($socket, my $text, 64, 0);
            send($socket, $text, 0, $from) if defined $from;
        } else {
            my $got = sysread($socket, my $text, 64);
            if ($got) { syswrite($socket, $text) }
            else { $all->remove($socket); close($socket) }
        }
    }
}
